//! Works formed step by step are works formed at once.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// A small world, so that records collide: few documents, titles, years and addresses.
fn records() -> impl Strategy<Value = Vec<(String, Record)>> {
    let record = (0..4usize, 0..3i32, 0..3usize, 0..4usize, 0..3usize).prop_map(|(title, year, author, address, key)| {
        let record = Record {
            title: ["International information security", "Tallinn manual", "Международная безопасность", ""][title].to_owned(),
            issued: Some(crate::base::Date::year(2019 + year)),
            author: vec![crate::reference::Name::new(["Kremnovskikh", "Zinovieva", "Кремновских"][author], "A.")],
            url: ["", "https://example.org/a", "https://example.org/b", "https://example.org/"][address].to_owned(),
            ..Record::default()
        };
        (format!("{}{}", ["k", "z", "k2019"][key], 2019 + year), record)
    });
    proptest::collection::vec(record, 0..4).prop_map(|mut records| {
        records.sort_by(|a, b| a.0.cmp(&b.0));
        records.dedup_by(|a, b| a.0 == b.0);
        records
    })
}

type Shown = (String, Vec<Member>, Vec<Slug>);
type Groups = BTreeMap<Group, SmallSet<Arc<str>>>;

fn shown(works: &Works) -> (Vec<Shown>, BTreeMap<String, Vec<String>>, Groups, Vec<Doubt>) {
    let list = works.iter().map(|work| (work.key.to_string(), work.members.clone(), work.held_as.clone())).collect();
    let initials =
        works.initials().iter().map(|(initial, keys)| (initial.clone(), keys.iter().map(|(_, key)| key.to_string()).collect())).collect();
    (list, initials, works.groups().clone(), works.doubts().into_iter().cloned().collect())
}

fn entries(records: &[(String, Record)]) -> Vec<(Arc<str>, Arc<Record>)> {
    records.iter().map(|(key, record)| (Arc::from(key.as_str()), Arc::new(record.clone()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn step_by_step_is_at_once(steps in proptest::collection::vec((0..4usize, records()), 1..14), verdict in 0..3usize) {
        let verdicts = Verdicts {
            same: if verdict == 1 { vec![vec!["d0/k2019".into(), "d1/z2020".into()]] } else { vec![] },
            different: if verdict == 2 { vec![vec!["d0/k2019".into(), "d1/k2019".into()]] } else { vec![] },
            ..Verdicts::default()
        };
        let mut warm = Works::default();
        let mut state: BTreeMap<Slug, Vec<(String, Record)>> = BTreeMap::new();
        for (place, (document, records)) in steps.iter().enumerate() {
            let slug = Slug::from_stem(&format!("d{document}"));
            state.insert(slug.clone(), records.clone());
            let told = if place < steps.len() / 2 { &Verdicts::default() } else { &verdicts };
            warm.update(vec![(slug, entries(records))], told, &mut Dirty::default());
        }
        let mut cold = Works::default();
        let all = state.iter().map(|(slug, records)| (slug.clone(), entries(records))).collect();
        cold.update(all, &verdicts, &mut Dirty::default());
        prop_assert_eq!(shown(&warm), shown(&cold));
    }
}

//! Every question that may be asked about the structure of a document, and what is answered.

use serde_json::{Map, Value};

use super::{
    answers::MOST_SIBLINGS,
    units::{Tree, Unit},
};

/// A question about a tree of units, and the units that answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'t> {
    /// `down` as it is asked; empty where it is not.
    pub down: String,
    /// The unit about which it is asked, if it is about one.
    pub about: Option<&'t Unit>,
    /// The units of the answer; `None` where it has no list of them.
    pub members: Option<Vec<&'t Unit>>,
}

/// All questions about a tree.
pub fn questions(tree: &Tree) -> Vec<Question<'_>> {
    let units = &tree.units;
    let deepest = units.iter().map(|unit| unit.level).max().unwrap_or(0);
    let to = |level: usize| units.iter().filter(|unit| unit.level <= level).collect::<Vec<_>>();
    let whole = |down: String, members| Question { down, about: None, members: Some(members) };
    let mut all: Vec<Question<'_>> = (1..=deepest).map(|down| whole(down.to_string(), to(down))).collect();
    all.push(whole("-1".into(), to(deepest)));
    for (nth, unit) in units.iter().enumerate() {
        // Units stand before those within them, so that these follow until one is as high.
        let below: Vec<&Unit> = units.iter().skip(nth + 1).take_while(|other| other.level > unit.level).collect();
        let down_to = |levels: usize| {
            let within = below.iter().copied().filter(|other| other.level - unit.level <= levels);
            std::iter::once(unit).chain(within).collect::<Vec<_>>()
        };
        let mut ask = |down: String, members| all.push(Question { down, about: Some(unit), members });
        ask(String::new(), None);
        let siblings = || units.iter().filter(|other| other.parent == unit.parent);
        if siblings().take(MOST_SIBLINGS + 1).count() <= MOST_SIBLINGS {
            ask("0".into(), Some(siblings().collect()));
        }
        // Who asks does not know how deep the unit is, but how deep the tree.
        (1..=deepest).for_each(|down| ask(down.to_string(), Some(down_to(down))));
        ask("-1".into(), Some(down_to(deepest)));
    }
    all
}

impl Question<'_> {
    /// The answer; `id`: its own address, `resource`: what is said of the document.
    pub fn answer(&self, id: String, resource: &Map<String, Value>, unit: &dyn Fn(&Unit) -> Value) -> Map<String, Value> {
        let mut answer = Map::new();
        answer.insert("@id".into(), id.into());
        answer.insert("@type".into(), "Navigation".into());
        answer.insert("resource".into(), resource.clone().into());
        if let Some(about) = self.about {
            answer.insert("ref".into(), unit(about));
        }
        if let Some(members) = &self.members {
            answer.insert("member".into(), members.iter().map(|member| unit(member)).collect::<Vec<_>>().into());
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let unit = |name: &str, level: usize, parent: Option<usize>| Unit {
            name: name.to_owned(),
            fragment: name.to_owned(),
            kind: "division",
            level,
            parent,
            title: String::new(),
            at: 0..0,
        };
        let units = [("1", 1, None), ("1.1", 2, Some(0)), ("1.1.1", 3, Some(1)), ("1.2", 2, Some(0)), ("2", 1, None)];
        Tree { name: "", units: units.into_iter().map(|(name, level, parent)| unit(name, level, parent)).collect() }
    }

    /// The table "Usage of `down`, `ref`, `start` and `end`" of the specification.
    #[test]
    fn each_question_is_answered_as_specified() {
        let tree = tree();
        let all = questions(&tree);
        let answer = |about: &str, down: &str| {
            let found = all.iter().find(|question| question.down == down && question.about.map_or("", |unit| &unit.name) == about);
            found.map(|question| {
                question.members.as_ref().map(|members| members.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(" "))
            })
        };
        let some = |names: &str| Some(Some(names.to_owned()));
        assert_eq!((answer("", ""), answer("", "0")), (None, None));
        assert_eq!(answer("", "1"), some("1 2"));
        assert_eq!(answer("", "2"), some("1 1.1 1.2 2"));
        assert_eq!((answer("", "3"), answer("", "-1")), (some("1 1.1 1.1.1 1.2 2"), some("1 1.1 1.1.1 1.2 2")));
        assert_eq!(answer("1.1", ""), Some(None));
        assert_eq!(answer("1.1", "0"), some("1.1 1.2"));
        assert_eq!(
            (answer("1", "1"), answer("1", "2"), answer("1", "-1")),
            (some("1 1.1 1.2"), some("1 1.1 1.1.1 1.2"), some("1 1.1 1.1.1 1.2"))
        );
        // Nothing stands in it: it answers with itself.
        assert_eq!((answer("2", "1"), answer("2", "3"), answer("2", "-1")), (some("2"), some("2"), some("2")));
        assert_eq!((answer("1.1.1", "0"), answer("2", "4")), (some("1.1.1"), None));
        let mut paths: Vec<(&str, Option<&str>)> =
            all.iter().map(|question| (&*question.down, question.about.map(|unit| &*unit.name))).collect();
        let count = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}

//! What is viewed again after an edit: counted, since a clock in a test only says what else the machine does.

use std::collections::BTreeMap;

use scholion::{
    base::{RelPath, Snapshot, snapshot::File},
    build::{self, Memo, Stats},
    config::{self, Config},
};

/// An archive in memory and its site.
struct World {
    files: BTreeMap<String, String>,
    config: Config,
    memo: Memo,
}

impl World {
    /// A document to which so many others lead by words of their own, and one that says its title.
    fn new(linking: usize) -> Self {
        let head = |title: &str| format!("---\ntitle: {title}\nlicense: CC-BY-4.0\n---\n\n");
        let text = |title: &str, text: &str| format!("{}{text}\n", head(title));
        let mut files: BTreeMap<String, String> = (0..linking)
            .map(|nth| (format!("content/documents/l{nth:03}.md"), text(&format!("Letter {nth}"), "See [the keeper's words](main.md).")))
            .collect();
        files.insert("content/documents/main.md".into(), text("Main", "Words of the keeper, and [of another](named.md)."));
        files.insert("content/documents/named.md".into(), text("Named", "Nothing."));
        let (config, _) = config::parse(&RelPath::new("scholion.yaml"), b"title: Letters\n");
        let mut world = Self { files, config, memo: Memo::default() };
        world.build();
        world
    }

    fn build(&mut self) -> Stats {
        let files = self.files.iter().map(|(path, text)| (RelPath::new(path), File::new(text.clone().into_bytes()))).collect();
        let snapshot = Snapshot { files, ..Snapshot::default() };
        build::build(&snapshot, &self.config, &mut self.memo, &|_, _| {}).stats
    }

    fn change(&mut self, path: &str, from: &str, to: &str) -> Stats {
        let text = self.files.get_mut(path).unwrap();
        assert!(text.contains(from), "{path}");
        *text = text.replace(from, to);
        self.build()
    }
}

#[test]
fn who_leads_to_a_text_by_other_words_is_not_viewed_again_for_its_title() {
    let [mut few, mut many] = [3, 30].map(World::new);
    let title = [&mut few, &mut many].map(|world| world.change("content/documents/main.md", "title: Main", "title: The main"));
    // The related texts, the lists and the text itself show it: of the linking ones none.
    assert_eq!(title[0].viewed, title[1].viewed, "{title:?}");
    assert!(title[1].rendered.iter().all(|path| !path.as_str().starts_with("documents/l")), "{title:?}");

    // Whether it is there they have asked: as a draft it is not.
    let draft = many.change("content/documents/main.md", "title: The main\n", "title: The main\ndraft: true\n");
    assert_eq!(draft.rendered.iter().filter(|path| path.as_str().starts_with("documents/l") && path.extension() == "html").count(), 30);
}

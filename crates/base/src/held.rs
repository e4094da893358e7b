//! Keys by which programs that texts come from hold a text back: the one list of them.
//!
//! A text that is held back is a draft, whatever its key. What such a key says is never guessed at: a value that is neither
//! clearly one nor the other holds back, and is an error.

use super::yaml::Node;

/// A key that may hold a text back.
struct Key {
    /// Its name, in small letters, with hyphens.
    name: &'static str,
    /// When it does.
    when: When,
}

/// Which values of a key hold back.
enum When {
    /// Those that say yes.
    Yes,
    /// Those that say no, and nothing at all.
    No,
    /// Those that say no; other values mean something else.
    OnlyNo,
    /// These, and no others.
    These(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
    /// A date, which nobody here can compare with today: a build has no clock.
    Dated,
    /// A mapping whose `render` says no.
    Render,
    /// A mapping, or a list of such, whose keys are those of all texts in the folder.
    Cascade,
}

/// What a key says of the publication of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The text may be published.
    Open,
    /// It may not.
    Held,
    /// What is meant is not clear, so it may not.
    Unclear,
    /// It is about a day that nobody here can compare with today, so it may not.
    Dated,
    /// It may not, and all other texts of its folder are meant as well, to which the key does not reach here.
    Folder,
}

/// A bound of the time in which a text may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// It is shown from this day on.
    After,
    /// It is shown on this day, and then no more.
    Until,
}

/// What says that a text is not out yet.
const DRAFTS: &[&str] = &[
    "draft",
    "drafts",
    "hidden",
    "private",
    "pending",
    "future",
    "trash",
    "unpublished",
    "skip",
    "wip",
    "auto-draft",
    "scheduled",
    "unlisted",
    "embargoed",
    "confidential",
    "internal",
];

const KEYS: [Key; 43] = [
    Key { name: "drafts", when: When::Yes },
    Key { name: "not-published", when: When::Yes },
    Key { name: "unpublish", when: When::Yes },
    // Exports of WordPress.
    Key { name: "post-status", when: When::These(DRAFTS) },
    Key { name: "publish-status", when: When::These(DRAFTS) },
    Key { name: "embargo-date", when: When::Dated },
    // Hugo, Zola, Quarto, Docusaurus, Quartz, Astro, Hexo.
    Key { name: "draft", when: When::Yes },
    // Obsidian Publish, Quartz (`ExplicitPublish`). A property that is there and empty is a box that is not ticked.
    Key { name: "publish", when: When::No },
    // Jekyll, Hexo, DEV and Medium; with us also a date.
    Key { name: "published", when: When::OnlyNo },
    // Obsidian's Digital Garden.
    Key { name: "dg-publish", when: When::No },
    // Drupal's exports, Grav.
    Key { name: "unpublished", when: When::Yes },
    Key { name: "no-publish", when: When::Yes },
    Key { name: "nopublish", when: When::Yes },
    // Foam, HackMD, Quartz.
    Key { name: "private", when: When::Yes },
    // Nikola, MkDocs Awesome Nav.
    Key { name: "hidden", when: When::Yes },
    // Docusaurus, VitePress: not in lists, which nobody here can do.
    Key { name: "unlisted", when: When::Yes },
    Key { name: "listed", when: When::OnlyNo },
    Key { name: "wip", when: When::Yes },
    // Front Matter CMS, Astro's templates.
    Key { name: "isdraft", when: When::Yes },
    Key { name: "is-draft", when: When::Yes },
    // Logseq.
    Key { name: "public", when: When::OnlyNo },
    // Enveloppe for Obsidian.
    Key { name: "share", when: When::OnlyNo },
    // Grav: a page that no address reaches.
    Key { name: "routable", when: When::OnlyNo },
    // WordPress, Hexo: shown to those only who know it.
    Key { name: "password", when: When::AllBut(&[]) },
    // Statamic, Kirby's exports.
    Key { name: "state", when: When::These(DRAFTS) },
    // WordPress, Pelican, Nikola; other values are CSL's, such as `in press`.
    Key { name: "status", when: When::These(DRAFTS) },
    // Ghost, Micro.blog, Notion's exports.
    Key { name: "visibility", when: When::AllBut(&["public", "everyone", "visible", "open", "published"]) },
    // Hugo.
    Key { name: "publishdate", when: When::Dated },
    Key { name: "publish-date", when: When::Dated },
    Key { name: "expirydate", when: When::Dated },
    Key { name: "expiry-date", when: When::Dated },
    Key { name: "unpublishdate", when: When::Dated },
    // Grav.
    Key { name: "unpublish-date", when: When::Dated },
    Key { name: "publish-on", when: When::Dated },
    // Repositories: DSpace, Zenodo.
    Key { name: "embargo", when: When::Dated },
    Key { name: "embargo-until", when: When::Dated },
    // Hugo.
    Key { name: "headless", when: When::Yes },
    Key { name: "cascade", when: When::Cascade },
    Key { name: "build", when: When::Render },
    Key { name: "-build", when: When::Render },
    // Zola.
    Key { name: "render", when: When::OnlyNo },
    // Eleventy.
    Key { name: "permalink", when: When::OnlyNo },
    Key { name: "eleventyexcludefromcollections", when: When::Yes },
];

/// What a key of front matter says; `None` if it is none of those that hold back, or says something else.
pub fn judge(key: &str, value: &Node<'_>) -> Option<Said> {
    let key = find(key)?;
    match (&key.when, value.text()) {
        (When::Render, _) => {
            let render = value.map()?.iter().find(|pair| pair.key.eq_ignore_ascii_case("render"))?.value.text()?;
            (!matches!(meant(render), Some(true)) && render != "always").then_some(Said::Held)
        }
        (When::Cascade, _) => {
            let parts = value.list().unwrap_or(std::slice::from_ref(value));
            let mut pairs = parts.iter().flat_map(|part| part.map().unwrap_or(&[]));
            pairs.any(|pair| judge(&pair.key, &pair.value).is_some_and(|said| said != Said::Open)).then_some(Said::Folder)
        }
        (_, Some(text)) => said(&key.when, text),
        // A list or mapping where a word is meant.
        (When::OnlyNo | When::These(_), None) if value.is_null() => None,
        (_, None) => Some(Said::Unclear),
    }
}

/// Whether a key names the first (`publish-after`) or the last day (`publish-until`) on which a text may be shown.
pub fn edge(key: &str) -> Option<Edge> {
    [("publish-after", Edge::After), ("publish-until", Edge::Until)]
        .into_iter()
        .find(|(name, _)| is_called(key, name))
        .map(|(_, edge)| edge)
}

/// What a line says that looks like a key and its value, where front matter was not found. Only what holds back is told.
pub fn judge_line(key: &str, value: &str) -> Option<Said> {
    let key = find(key)?;
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';'));
    // What is unclear here is a sentence.
    said(&key.when, value).filter(|said| matches!(said, Said::Held | Said::Dated))
}

fn find(key: &str) -> Option<&'static Key> {
    const JOINTS: [char; 2] = ['-', '_'];
    // `_draft`, `is_published`, `isHidden`.
    let bare = key.trim_start_matches(JOINTS);
    let asked = bare.get(..2).filter(|start| start.eq_ignore_ascii_case("is")).and_then(|_| bare.get(2..));
    let asked = asked.map_or(bare, |rest| rest.trim_start_matches(JOINTS));
    KEYS.iter().find(|known| [key, bare, asked].iter().any(|key| is_called(key, known.name)))
}

/// Whether a key is called so, capitals and underscores aside.
fn is_called(key: &str, name: &str) -> bool {
    key.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).eq(name.chars())
}

/// Whether the first word says that a text is not out yet: `draft, not for publication`, `Draft 2`.
fn is_draft(value: &str) -> bool {
    let first = value.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
    DRAFTS.contains(&first) || ["not published", "not for publication", "work in progress"].iter().any(|words| value.starts_with(words))
}

fn said(when: &When, value: &str) -> Option<Said> {
    let value = value.trim().to_lowercase();
    let is_empty = matches!(value.as_str(), "" | "~" | "null" | "none" | "nil");
    let held = |is: bool| Some(if is { Said::Held } else { Said::Open });
    match when {
        When::Yes if is_empty => Some(Said::Open),
        When::Yes => meant(&value).map_or(Some(Said::Unclear), held),
        When::No if is_empty => Some(Said::Held),
        When::No => meant(&value).map_or(Some(Said::Unclear), |yes| held(!yes)),
        When::OnlyNo => (meant(&value) == Some(false) || is_draft(&value)).then_some(Said::Held),
        When::These(values) => (values.contains(&value.as_str()) || is_draft(&value)).then_some(Said::Held),
        When::AllBut(_) if is_empty => None,
        When::AllBut(values) => held(!values.contains(&value.as_str())),
        When::Dated => (!is_empty && meant(&value) != Some(false)).then_some(Said::Dated),
        When::Render | When::Cascade => None,
    }
}

/// Yes or no, as people and programs write them (YAML 1.1 has them all).
fn meant(value: &str) -> Option<bool> {
    match value.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" | "t" => Some(true),
        "false" | "no" | "off" | "n" | "0" | "f" | "never" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    #[test]
    fn what_keys_say() {
        let check = |line: &str| {
            let tree = yaml::read(line).unwrap();
            let pair = &tree.root.map().unwrap()[0];
            judge(&pair.key, &pair.value)
        };
        for line in [
            "draft: true",
            "_draft: true",
            "is_published: false",
            "isHidden: true",
            "status: Draft 2, not for publication",
            "status: not published",
            "published: draft",
            "post_status: pending",
            "Draft: True",
            "DRAFT: yes",
            "draft: \"yes\"",
            "draft: 1",
            "draft: 'true'",
            "draft: on",
            "publish: false",
            "publish: ",
            "publish: 'no'",
            "published: false",
            "published: 0",
            "dg-publish: false",
            "private: true",
            "unpublished: yes",
            "hidden: true",
            "status: draft",
            "Status: Draft",
            "status: private",
            "visibility: private",
            "visibility: members",
            "build: {render: never}",
            "_build: {render: false}",
            "permalink: false",
            "no_publish: true",
            "isDraft: true",
            "password: open sesame",
            "share: false",
            "eleventyExcludeFromCollections: true",
        ] {
            assert_eq!(check(line), Some(Said::Held), "{line}");
        }
        for line in ["draft: perhaps", "draft: [true]", "publish: 2024-01-01", "private: {a: b}", "publish: soon"] {
            assert_eq!(check(line), Some(Said::Unclear), "{line}");
        }
        for line in ["publishDate: 2030-01-01", "expirydate: 2001-01-01", "embargo: 2031", "publish_date: tomorrow"] {
            assert_eq!(check(line), Some(Said::Dated), "{line}");
        }
        for line in ["cascade: {draft: true}", "cascade: [{_target: {path: /a}}, {draft: yes}]"] {
            assert_eq!(check(line), Some(Said::Folder), "{line}");
        }
        for line in [
            "cascade: {draft: false}",
            "cascade: {banner: a.png}",
            "draft: false",
            "draft: ",
            "draft: 'no'",
            "publish: true",
            "published: 2021-05-01",
            "published: true",
            "status: forthcoming",
            "visibility: public",
            "build: {list: never}",
            "permalink: /a/b/",
            "publishDate: ",
            "title: draft",
            "private: no",
        ] {
            assert!(matches!(check(line), None | Some(Said::Open)), "{line}");
        }
    }
}

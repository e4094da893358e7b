//! Words within a paragraph, with how they look.

use scholion_base::text::escape;

/// How words look, as far as a document can say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub raised: bool,
    pub lowered: bool,
    pub hidden: bool,
}

/// The words of a line in the making. What looks alike stands between one pair of tags.
#[derive(Debug, Default)]
pub struct Inline {
    parts: Vec<(Look, String)>,
}

impl Inline {
    /// Adds words.
    pub fn words(&mut self, look: Look, words: &str) {
        let mut html = String::with_capacity(words.len());
        escape(&mut html, words);
        self.markup(look, &html);
    }

    /// Adds what is markup already.
    pub fn markup(&mut self, look: Look, html: &str) {
        match self.parts.last_mut() {
            Some((last, text)) if *last == look => text.push_str(html),
            _ => self.parts.push((look, html.to_owned())),
        }
    }

    /// Whether any word or mark stands in it.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// The whole as markup, without line ends.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for (look, text) in &self.parts {
            let tags = [(look.bold, "b"), (look.italic, "i"), (look.struck, "del"), (look.raised, "sup"), (look.lowered, "sub")];
            // White space is never emphasised.
            let tags: Vec<&str> = tags.iter().filter(|(is_so, _)| *is_so && !text.trim().is_empty()).map(|(_, tag)| *tag).collect();
            tags.iter().for_each(|tag| html.extend(["<", tag, ">"]));
            html.push_str(&text.replace('\n', " "));
            tags.iter().rev().for_each(|tag| html.extend(["</", tag, ">"]));
        }
        html
    }
}

/// The words of markup that this reader has written.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        if tag.starts_with("br") {
            text.push(' ');
        }
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

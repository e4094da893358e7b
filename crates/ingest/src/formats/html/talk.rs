//! Talk that a page sets in two columns, or as terms and what they mean: who speaks, and what is said.

use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

use super::{
    elements::{is_block, named},
    signs::{self, Part},
    walk::Walk,
};
use crate::{
    block::{Block, Role, What, bare},
    front::speakers,
};
use scholion_base::text::{escaped, squeeze};
use scholion_lang::{ANSWERS, ASKS, INTERVIEW_OPENER, Words};

/// A turn: who speaks, and the elements in which stands what is said.
pub struct Turn<'a> {
    pub speaker: NodeRef<'a>,
    pub said: Vec<NodeRef<'a>>,
}

/// Whether these are turns: few names come again and again, and they have colons, or some ask. Without that a list of payments by the same
/// people would be one.
pub fn is_one(turns: &[Turn<'_>]) -> bool {
    const LONGEST: usize = 60;
    const FEWEST: usize = 4;
    let names: Vec<String> = turns.iter().map(|turn| squeeze(&turn.speaker.text())).collect();
    let known: BTreeSet<&str> = names.iter().map(|name| name.trim_end_matches(':')).collect();
    let asks = |turn: &&Turn<'_>| turn.said.iter().any(|said| said.text().trim_end().ends_with(['?', '？', '؟']));
    let asking = turns.iter().filter(asks).count();
    turns.len() >= FEWEST
        && known.len() > 1
        && known.len() * 2 <= turns.len()
        && names.iter().all(|name| !name.is_empty() && name.len() <= LONGEST && !name.chars().all(|c| !c.is_alphabetic()))
        && (names.iter().all(|name| name.ends_with(':')) || asking * 5 >= turns.len())
}

/// Has turns that stand on lines of one paragraph, `<b>Q:</b> Why?<br><b>A:</b> So.`, stand in paragraphs of their own, and sets in bold what a page
/// calls a question (`class="frage"`).
pub fn apart(page: &Document) {
    for node in page.select("p, div").nodes() {
        let lines = led_lines(node);
        if lines.len() < 2 {
            continue;
        }
        for line in lines {
            node.before_html("<p></p>");
            let Some(made) = node.prev_sibling() else { continue };
            line.iter().for_each(|part| made.append_child(part));
        }
        node.remove_from_parent();
    }
    answers(page);
    in_italics(page);
    names_above(page);
    // Who speaks in a play.
    let is_name = |node: &&NodeRef<'_>| node.text().trim().chars().count() <= 40 && node.text().contains(char::is_alphabetic);
    page.select("p > span.speaker:first-child").nodes().iter().filter(is_name).for_each(|node| node.rename("b"));
    let all = page.select("p[class]");
    let of = |words: &Words| -> Vec<NodeRef<'_>> {
        let is_one =
            |node: &&NodeRef<'_>| super::attribute(node, "class").to_lowercase().split_whitespace().any(|name| words.contains(name));
        all.nodes().iter().filter(is_one).copied().collect()
    };
    let (asked, answered) = (of(&ASKS), of(&ANSWERS));
    let asks = asked.iter().filter(|node| node.text().trim_end().ends_with(['?', '？', '؟'])).count();
    if asked.len() < 2 || answered.len() < 2 || asks * 2 < asked.len() {
        return;
    }
    for node in asked.iter().filter(|node| named(node, &["b", "strong"]).is_empty()) {
        node.set_html(format!("<b>{}</b>", node.inner_html()));
    }
}

/// Has the names lead what is said that stand above it on lines of their own, in bold, in small headings, or called speakers.
fn names_above(page: &Document) {
    const LONGEST: usize = 40;
    let Some(body) = page.body() else { return };
    let is_leaf = |node: &NodeRef<'_>| {
        !node.text().trim().is_empty() && !node.descendants_it().any(|inner| inner.node_name().is_some_and(|name| is_block(&name)))
    };
    let leaves: Vec<NodeRef<'_>> = named(&body, &["p", "div", "h3", "h4", "h5", "h6"]).into_iter().filter(is_leaf).collect();
    let is_name = |node: &NodeRef<'_>| {
        let text = node.text();
        let text = text.trim();
        let is_bold = || named(node, &["b", "strong"]).first().is_some_and(|bold| bold.text().trim() == text);
        let is_heading = || node.node_name().is_some_and(|name| name.starts_with('h'));
        text.chars().count() <= LONGEST
            && !text.ends_with(['.', ',', ';', '?', '!'])
            && (super::attribute(node, "class").to_ascii_lowercase().contains("speaker") || is_bold() || is_heading())
    };
    let names: Vec<bool> = leaves.iter().map(is_name).collect();
    let turns: Vec<Turn<'_>> = leaves
        .windows(2)
        .zip(names.windows(2))
        .filter_map(|(nodes, names)| match (nodes, names) {
            ([speaker, said], [true, false]) => Some(Turn { speaker: *speaker, said: vec![*said] }),
            _ => None,
        })
        .collect();
    let count = names.iter().filter(|is_name| **is_name).count();
    if !is_one(&turns) || turns.len() * 5 < count * 4 {
        return;
    }
    for turn in turns {
        let name = squeeze(&turn.speaker.text());
        if let Some(first) = turn.said.first().and_then(NodeRef::first_child) {
            first.before_html(format!("<b>{}:</b> ", escaped(name.trim_end_matches(':'))));
            turn.speaker.remove_from_parent();
        }
    }
}

/// Sets questions in bold that stand in italics throughout, each with an answer below that does not, where dashes or the title say that people
/// speak.
fn in_italics(page: &Document) {
    const FEWEST: usize = 3;
    let dashes = |text: &str| text.trim_start().starts_with(['—', '–']);
    let mut questions: Vec<NodeRef<'_>> = Vec::new();
    let mut spoken = 0;
    for node in page.select("p").nodes() {
        let text = node.text();
        let Some(words) = emphasis(node).filter(|_| text.trim_end().ends_with(['?', '？', '؟'])) else { continue };
        let Some(answer) = next(node).filter(|answer| emphasis(answer).is_none()) else { continue };
        spoken += usize::from(dashes(&text) && dashes(&answer.text()));
        questions.push(words);
    }
    let title = || says(&page.select("title, h1").text());
    if questions.len() >= FEWEST && (spoken == questions.len() || title()) {
        questions.iter().for_each(|words| words.rename("b"));
    }
}

/// The element of emphasis in which all words of a block stand.
fn emphasis<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let text = node.text();
    named(node, &["em", "i"]).into_iter().next().filter(|inner| !text.trim().is_empty() && inner.text().trim() == text.trim())
}

/// The paragraph behind an element.
fn next<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut next = node.next_sibling();
    while next.is_some_and(|other| other.text().trim().is_empty()) {
        next = next.and_then(|other| other.next_sibling());
    }
    next.filter(|other| other.node_name().as_deref() == Some("p"))
}

/// Has a question in bold and the answer behind it on the next line of a paragraph stand in paragraphs of their own.
fn answers(page: &Document) {
    const FEWEST: usize = 2;
    let found: Vec<(NodeRef<'_>, NodeRef<'_>)> =
        page.select("p").nodes().iter().filter_map(|node| Some((*node, answered(node)?))).collect();
    if found.len() < FEWEST {
        return;
    }
    for (node, line) in found {
        node.before_html("<p></p>");
        let Some(made) = node.prev_sibling() else { continue };
        let question: Vec<NodeRef<'_>> = node.children_it(false).take_while(|part| part.id != line.id).collect();
        question.iter().for_each(|part| made.append_child(part));
        line.remove_from_parent();
    }
}

/// The break behind the question in bold with which a paragraph begins.
fn answered<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut parts = node.children_it(false).skip_while(|part| part.text().trim().is_empty());
    let question = parts.next()?;
    let says_bold = |part: &NodeRef<'_>| {
        let style: String = super::attribute(part, "style").chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("font-weight:bold") || style.contains("font-weight:700")
    };
    let is_bold = matches!(question.node_name().as_deref(), Some("b" | "strong")) || says_bold(&question);
    let line = parts.next().filter(|part| part.node_name().as_deref() == Some("br"))?;
    let has_words = parts.any(|part| !part.text().trim().is_empty());
    (is_bold && has_words && question.text().trim_end().ends_with(['?', '？', '؟'])).then_some(line)
}

/// The lines of a block of which each, or a line before it, begins with a name in bold and a colon.
fn led_lines<'a>(node: &NodeRef<'a>) -> Vec<Vec<NodeRef<'a>>> {
    let mut lines: Vec<Vec<NodeRef<'a>>> = vec![Vec::new()];
    for part in node.children_it(false) {
        match part.node_name().as_deref() {
            Some("br") => lines.push(Vec::new()),
            Some(name) if is_block(name) => return Vec::new(),
            _ => lines.last_mut().into_iter().for_each(|line| line.push(part)),
        }
    }
    let is_led = |line: &[NodeRef<'a>]| {
        let mut parts = line.iter().skip_while(|part| part.text().trim().is_empty());
        let is_bold = |part: &&NodeRef<'a>| matches!(part.node_name().as_deref(), Some("b" | "strong"));
        parts.next().filter(is_bold).is_some_and(|name| {
            name.text().trim_end().ends_with([':', '：'])
                || parts.next().is_some_and(|next| next.text().trim_start().starts_with([':', '：']))
        })
    };
    if lines.len() < 2 || lines.first().is_none_or(|line| !is_led(line)) {
        return Vec::new();
    }
    let mut turns: Vec<Vec<NodeRef<'a>>> = Vec::new();
    for line in lines {
        match turns.last_mut() {
            Some(_) if is_led(&line) => turns.push(line),
            Some(turn) => go_on(turn, line),
            None => turns.push(line),
        }
    }
    turns
}

/// Adds a line to a turn, behind the break that parts them.
fn go_on<'a>(turn: &mut Vec<NodeRef<'a>>, line: Vec<NodeRef<'a>>) {
    let Some(first) = line.first() else { return };
    turn.extend(first.prev_sibling().filter(|before| before.node_name().as_deref() == Some("br")));
    turn.extend(line);
}

/// Has headings that all ask be questions in bold, where the title says that people speak: then they are those of an interview.
pub fn of_headings(blocks: &mut [Block], title: &str) -> bool {
    const FEWEST: usize = 3;
    let asks = |block: &Block| bare(&block.text).trim_end_matches(crate::chars::is_closer).trim_end().ends_with(['?', '？', '؟']);
    let mut levels: Vec<u8> = blocks.iter().filter(|block| asks(block)).filter_map(level).collect();
    levels.sort_unstable();
    levels.dedup();
    let &[level_of] = levels.as_slice() else { return false };
    let same: Vec<&Block> = blocks.iter().filter(|block| level(block) == Some(level_of)).collect();
    if same.len() < FEWEST || !same.iter().all(|block| asks(block)) || !says(title) {
        return false;
    }
    for block in blocks.iter_mut().filter(|block| level(block) == Some(level_of)) {
        block.role = Role::Text;
        block.edit(0..block.text.len(), What::Strong);
    }
    true
}

fn level(block: &Block) -> Option<u8> {
    if let Role::Heading(level) = block.role { Some(level) } else { None }
}

/// Whether words say that people speak: "Interview", "Entretien".
fn says(text: &str) -> bool {
    let lower = text.to_lowercase();
    INTERVIEW_OPENER.iter().any(|word| {
        let word = word.to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).any(|own| own == word)
    })
}

/// Whether terms and what they mean say of an interview who asked, who answered and when, as labels with colons do in a text.
pub fn is_about(turns: &[Turn<'_>]) -> bool {
    const LONGEST: usize = 40;
    let said = |turn: &Turn<'_>| match turn.said.as_slice() {
        [said] => Some(format!("{}: {}", squeeze(&turn.speaker.text()).trim_end_matches(':'), squeeze(&said.text()))),
        _ => None,
    };
    let is_line = |turn: &Turn<'_>| turn.said.iter().all(|said| named(said, &["ul", "ol", "table", "blockquote", "br"]).is_empty());
    let is_label = |turn: &Turn<'_>| turn.speaker.text().trim().chars().count() <= LONGEST && is_line(turn);
    let who = |turn: &Turn<'_>| {
        said(turn).is_some_and(|line| speakers::head(&line).is_some_and(|(part, ..)| matches!(part, "interviewer" | "interviewee")))
    };
    turns.len() > 1 && turns.iter().all(|turn| is_label(turn) && turn.said.len() == 1) && turns.iter().any(who)
}

/// Whether the blocks of a page are an interview of which the questions stand in bold, each with what answers it below. Pages of questions that
/// readers ask often look alike: dashes before questions and answers, or a word in the title or right below, say that people speak.
pub fn asks_in_bold(blocks: &[Block], title: &str) -> bool {
    const FEWEST: usize = 3;
    const ABOVE: usize = 4;
    let dashes = |text: &str| text.trim_start_matches(['*', '_']).starts_with(['—', '–']);
    let is_bold = |block: &Block| block.text.starts_with("**") && block.text.ends_with("**") && block.text.matches("**").count() == 2;
    let is_text = |block: &&Block| matches!(block.role, Role::Text | Role::Lines | Role::Heading(_));
    let live: Vec<&Block> = blocks.iter().filter(is_text).collect();
    let asks =
        |block: &Block| is_bold(block) && bare(&block.text).trim_end_matches(crate::chars::is_closer).ends_with(['?', '？', '؟', ';']);
    let pairs: Vec<(&str, &str)> = live
        .windows(2)
        .filter_map(|two| match two {
            [one, next] if asks(one) && !is_bold(next) && next.role != Role::Heading(2) => Some((one.text.as_str(), next.text.as_str())),
            _ => None,
        })
        .collect();
    let spoken = pairs.iter().filter(|(question, answer)| dashes(question) && dashes(answer)).count();
    let is_said = || says(title) || live.iter().take(ABOVE).any(|block| block.text.len() < 400 && says(&block.text));
    pairs.len() >= FEWEST && (spoken * 3 >= pairs.len() * 2 || is_said())
}

/// Writes a colon behind the names in bold with which the turns of a talk begin, where a page has none: `<b>Anna Berg</b> In 1901.`
pub fn lead(page: &Document) {
    let leads = page.select("p > b:first-child, p > strong:first-child");
    let turns: Vec<Turn<'_>> = leads.nodes().iter().filter_map(|name| Some(Turn { speaker: *name, said: vec![name.parent()?] })).collect();
    let is_led = |turn: &Turn<'_>| {
        let name = turn.speaker.text();
        let said = turn.said.first().map(NodeRef::text);
        let rest = said.as_ref().and_then(|said| said.trim_start().strip_prefix(name.trim())).map(str::to_owned);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.chars().any(char::is_alphanumeric))
            && !name.trim_end().ends_with([':', '.', '?', '!', ',', '：'])
    };
    let turns: Vec<Turn<'_>> = turns.into_iter().filter(is_led).collect();
    // "**Oats** are sown in spring": a name that goes on in its own sentence speaks to nobody.
    let goes_on = |turn: &&Turn<'_>| {
        let name = turn.speaker.text();
        let rest = turn.said.first().map(|said| said.text().trim_start().strip_prefix(name.trim()).unwrap_or("").to_owned());
        rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_lowercase))
    };
    if is_one(&turns) && turns.iter().filter(goes_on).count() * 5 <= turns.len() {
        turns.iter().for_each(|turn| turn.speaker.append_html(":"));
    }
}

impl Walk<'_, '_> {
    /// Labels above an interview, each on a line with what it says.
    pub(super) fn labels(&mut self, turns: Vec<Turn<'_>>, depth: usize) {
        for turn in turns {
            self.flow.begin(Role::Text);
            let label = squeeze(&turn.speaker.text());
            self.flow.words(label.trim_end_matches(':'), self.lines.place(&label));
            self.flow.words(": ", 0);
            for part in turn.said.iter().flat_map(|said| said.children_it(false)) {
                match part.node_name().is_some_and(|name| name.as_ref() == "p") {
                    true => self.children(part, depth + 1),
                    false => self.cell(part, depth + 1),
                }
            }
            self.flow.end();
        }
    }

    /// Turns, each led by its speaker, as transcripts in print have them.
    pub(super) fn talk(&mut self, turns: Vec<Turn<'_>>, depth: usize) {
        turns.into_iter().for_each(|turn| self.turn("", turn, depth));
    }

    /// A turn, behind the time at which it begins.
    pub(super) fn turn(&mut self, time: &str, turn: Turn<'_>, depth: usize) {
        self.flow.begin(Role::Text);
        if !time.is_empty() {
            self.flow.words(&format!("[{time}] "), 0);
        }
        let from = self.flow.place();
        let name = turn.speaker.text();
        if named(&turn.speaker, &["b", "strong"]).is_empty() || !signs::parts(&name).all(|part| matches!(part, Part::Words(_))) {
            turn.speaker.children_it(false).for_each(|child| self.cell(child, depth + 1));
        } else {
            self.flow.words(name.trim(), self.lines.place(&name));
        }
        if !name.trim_end().ends_with([':', '：']) {
            self.flow.words(":", 0);
        }
        self.flow.emphasis(from, 2);
        for said in turn.said {
            self.flow.words(" ", 0);
            // Its first paragraph stands on the line of the speaker.
            let mut parts = said.children_it(false).skip_while(|part| part.text().trim().is_empty());
            if let Some(first) = parts.next() {
                match first.node_name().is_some_and(|name| name.as_ref() == "p") {
                    true => self.children(first, depth + 1),
                    false => self.cell(first, depth + 1),
                }
            }
            for part in parts {
                self.cell(part, depth + 1);
            }
        }
        self.flow.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_turns_and_no_sentences() {
        let led = |name: &str, one: &str, other: &str| {
            let turn = |name: &str, said: &str| format!("<p><b>{name}</b> {said}</p>");
            let page = Document::from([turn(name, one), turn("Rye", other), turn(name, one), turn("Rye", other)].concat());
            lead(&page);
            page.text().contains(&format!("{name}:"))
        };
        assert!(led("Lind", "Did it turn?", "It did."));
        assert!(!led("Oats", "are sown?", "is baked."));
    }

    #[test]
    fn turns_on_lines_of_one_paragraph_stand_apart() {
        for (html, expected) in [
            ("<p><b>Q:</b> Why?<br><b>A:</b> So.<br>And so.</p>", 2),
            ("<p><b>Note:</b> One line.</p>", 1),
            ("<p>Dear Sir,<br><b>A:</b> so.</p>", 1),
        ] {
            let page = Document::from(html);
            apart(&page);
            assert_eq!(page.select("p").nodes().len(), expected, "{html}");
            assert!(!html.contains("And so") || page.select("br").nodes().len() == 1);
        }
    }

    #[test]
    fn questions_in_italics_are_set_in_bold() {
        let page = |question: &str| Document::from(["<h1>Mill</h1>", &format!("<p><i>{question}</i></p><p>—Yo.</p>").repeat(3)].concat());
        for (question, expected) in [("—¿Quién?", 3), ("¿Quién?", 0), ("—Nadie.", 0)] {
            let page = page(question);
            in_italics(&page);
            assert_eq!(page.select("b").nodes().len(), expected, "{question}");
        }
    }

    #[test]
    fn names_on_lines_of_their_own_lead_what_is_said() {
        let turn = |name: &str, said: &str| format!("<p class=speaker>{name}</p><p>{said}</p>");
        for (other, expected) in [("Lind", 4), ("Rye", 0)] {
            let all = [turn("Holm", "Why?"), turn(other, "So."), turn("Holm", "When?"), turn("Lind", "Then.")].concat();
            let page = Document::from(all);
            names_above(&page);
            assert_eq!(page.select("p > b").nodes().len(), expected, "{other}");
        }
    }

    #[test]
    fn questions_stand_apart_from_their_answers() {
        let page = Document::from("<p><b>Who?</b><br>I.</p>".repeat(2));
        answers(&page);
        assert_eq!((page.select("p").nodes().len(), page.select("br").nodes().len()), (4, 0));
    }

    #[test]
    fn headings_that_ask_are_questions() {
        let block = |text: &str, role| Block::given(text.to_owned(), Vec::new(), role);
        let page = || ["Who?", "Why ?", "When?"].iter().flat_map(|text| [block(text, Role::Heading(3)), block("So.", Role::Text)]);
        assert!(of_headings(&mut page().collect::<Vec<_>>(), "Entretien avec Anne Rive"));
        assert!(!of_headings(&mut page().collect::<Vec<_>>(), "Questions"));
    }

    #[test]
    fn questions_in_bold_are_of_an_interview_where_people_speak() {
        let block = |text: &str| Block::given(text.to_owned(), Vec::new(), Role::Text);
        let page = |question: &str, answer: &str| [question, answer].repeat(3).iter().map(|text| block(text)).collect::<Vec<_>>();
        assert!(asks_in_bold(&page("**—¿Quién?**", "—Yo."), "El molino"));
        assert!(asks_in_bold(&page("**Wer war es?**", "Ich."), "Interview: Die Mühle"));
        assert!(!asks_in_bold(&page("**How do I pay?**", "By card."), "Questions"));
    }
}

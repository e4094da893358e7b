//! What is open in the file, and what may stand there: the content models of TEI P5, as far as bodies need them.

use crate::base::Xml;

/// What may stand in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// Blocks, and behind them divisions (`body`, `div`).
    Division,
    /// Blocks and pictures (`figure`).
    Figure,
    /// Words and blocks side by side (`macro.specialPara`).
    Blocks,
    /// Words, lists, tables and quotations, and no paragraphs (`macro.paraContent`).
    Line,
    /// Words (`macro.phraseSeq`).
    Phrase,
    /// Letters alone.
    Letters,
    /// Items.
    List,
    /// Terms, each with what it means.
    Glossary,
    /// Rows.
    Table,
    /// Cells.
    Row,
    /// Verses.
    Verse,
    /// Nothing: what stands there is not written.
    Nothing,
}

/// An element of the file that is open, perhaps with others around it that were opened with it.
#[derive(Debug)]
pub(super) struct Frame {
    /// Its end tags, the innermost first.
    pub tags: Vec<&'static str>,
    pub room: Room,
    /// Whether no element of the body stands for it, so that it ends where nothing can go on in it.
    pub is_implicit: bool,
    /// Of a division under a heading: the level of that.
    pub section: Option<u8>,
    /// Whether there is something in it without which it could not be.
    pub has_content: bool,
    /// Whether there are divisions in it.
    pub has_divisions: bool,
    /// Whether a term waits for what it means.
    pub awaits_item: bool,
}

impl Frame {
    pub fn new(tags: &[&'static str], room: Room) -> Self {
        Self { tags: tags.to_vec(), room, is_implicit: false, section: None, has_content: false, has_divisions: false, awaits_item: false }
    }

    /// The same without an element of the body that stands for it.
    pub fn implicit(tags: &[&'static str], room: Room) -> Self {
        Self { is_implicit: true, ..Self::new(tags, room) }
    }
}

/// What is open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<Frame>);

impl Frames {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn push(&mut self, frame: Frame) {
        self.0.push(frame);
    }

    pub fn last(&self) -> Option<&Frame> {
        self.0.last()
    }

    pub fn last_mut(&mut self) -> Option<&mut Frame> {
        self.0.last_mut()
    }

    /// What may stand in the innermost element.
    pub fn room(&self) -> Room {
        self.0.last().map_or(Room::Division, |frame| frame.room)
    }

    /// Closes what was opened behind the first so many.
    pub fn close_to(&mut self, xml: &mut Xml<'_>, count: usize) {
        while self.0.len() > count {
            self.close(xml);
        }
    }

    /// Closes the innermost element. What has to hold something holds it.
    pub fn close(&mut self, xml: &mut Xml<'_>) {
        let Some(frame) = self.0.pop() else { return };
        match frame.room {
            Room::Division if !frame.has_content && !frame.has_divisions && frame.tags.first() == Some(&"body") => xml.push_str("<p/>"),
            Room::List if !frame.has_content => xml.push_str("<item/>"),
            Room::Glossary if frame.awaits_item => xml.push_str("<item/>"),
            Room::Glossary if !frame.has_content => xml.push_str("<label/><item/>"),
            Room::Table if !frame.has_content => xml.push_str("<row><cell/></row>"),
            Room::Row if !frame.has_content => xml.push_str("<cell/>"),
            Room::Verse if !frame.has_content => xml.push_str("<l/>"),
            _ => {}
        }
        for tag in &frame.tags {
            xml.close(tag);
        }
        // Between blocks white space is none of the text.
        let is_between =
            matches!(self.room(), Room::Division | Room::List | Room::Glossary | Room::Table | Room::Row | Room::Verse | Room::Figure);
        if is_between && !frame.tags.is_empty() {
            xml.push_str("\n");
        }
    }

    /// Ends what no element of the body stands for.
    pub fn end_implicit(&mut self, xml: &mut Xml<'_>) {
        while self.0.last().is_some_and(|frame| frame.is_implicit) {
            self.close(xml);
        }
    }

    /// Makes room for a block; gives the room in which it then stands.
    pub fn block(&mut self, xml: &mut Xml<'_>) -> Room {
        while self.0.last().is_some_and(|frame| frame.is_implicit && frame.room == Room::Line) {
            self.close(xml);
        }
        match self.room() {
            Room::Division if self.last().is_some_and(|frame| frame.has_divisions) => {
                xml.push_str("<div>\n");
                self.push(Frame::implicit(&["div"], Room::Division));
            }
            Room::List | Room::Glossary | Room::Table | Room::Row | Room::Verse => self.part(xml),
            _ => {}
        }
        self.filled();
        self.room()
    }

    /// Makes room for words.
    pub fn words(&mut self, xml: &mut Xml<'_>) {
        match self.room() {
            Room::Division | Room::Figure => {
                self.block(xml);
                xml.push_str("<p>");
                self.push(Frame::implicit(&["p"], Room::Line));
            }
            Room::List | Room::Glossary | Room::Table | Room::Row | Room::Verse => self.part(xml),
            _ => {}
        }
        self.filled();
    }

    /// Makes room for what may stand anywhere but between cells (`model.global`).
    pub fn global(&mut self, xml: &mut Xml<'_>) {
        if self.room() == Room::Row {
            self.part(xml);
        }
    }

    /// Opens the part of a list or a table in which something stands that is none.
    fn part(&mut self, xml: &mut Xml<'_>) {
        match self.room() {
            Room::List => {
                self.filled();
                xml.push_str("<item>");
                self.push(Frame::implicit(&["item"], Room::Blocks));
            }
            Room::Glossary => {
                let is_awaited = self.last_mut().is_some_and(|frame| std::mem::take(&mut frame.awaits_item));
                xml.push_str(if is_awaited { "<item>" } else { "<label/><item>" });
                self.filled();
                self.push(Frame::implicit(&["item"], Room::Blocks));
            }
            Room::Table => {
                self.filled();
                xml.push_str("<row><cell>");
                let mut row = Frame::implicit(&["row"], Room::Row);
                row.has_content = true;
                self.push(row);
                self.push(Frame::implicit(&["cell"], Room::Blocks));
            }
            Room::Row => {
                self.filled();
                xml.push_str("<cell>");
                self.push(Frame::implicit(&["cell"], Room::Blocks));
            }
            Room::Verse => {
                self.filled();
                xml.push_str("<l>");
                self.push(Frame::implicit(&["l"], Room::Line));
            }
            _ => {}
        }
    }

    /// The innermost element holds something.
    pub fn filled(&mut self) {
        if let Some(frame) = self.0.last_mut() {
            frame.has_content = true;
        }
    }
}

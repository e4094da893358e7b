//! Mail: a message (RFC 5322, MIME by RFC 2045 to 2047) as a letter; of several forms of the same words one is read, what is
//! [`attached`] is taken over or listed. A page that a browser saved as MHTML (RFC 2557) is a message, too, and read as the page that it holds.

mod attached;
mod body;

use std::borrow::Cow;

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{
    Fault, Manuscript, html,
    packed::{self, Page, Stated},
};
use crate::{
    attached::AttachedFile,
    report::Certainty::{Likely, Sure},
};
use scholion_base::{Date, say, text::squeeze};
use scholion_reference::{Kind, Role};

/// Whether a text is a message: a header whose first field is one of mail, and another that no letter has on paper.
pub fn is_mail(name: &str, head: &str) -> bool {
    const FIELDS: [&str; 14] = [
        "from",
        "to",
        "subject",
        "date",
        "cc",
        "reply-to",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "in-reply-to",
        "references",
    ];
    const TELLING: [&str; 6] = ["message-id", "mime-version", "received", "return-path", "delivered-to", "content-type"];
    let head = head.strip_prefix("From ").and_then(|rest| rest.split_once('\n')).map_or(head, |(_, rest)| rest);
    let mut fields = Vec::new();
    for line in head.lines().take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((field, _)) = line.split_once(':').filter(|(field, _)| field.bytes().all(|byte| byte.is_ascii_graphic())) else {
            return false;
        };
        fields.push(field.to_ascii_lowercase());
    }
    let has = |names: &[&str]| fields.iter().any(|field| names.contains(&field.as_str()));
    let is_called = [".eml", ".mbox", ".mbx", ".mht", ".mhtml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    fields.first().is_some_and(|first| FIELDS.contains(&first.as_str()) || first.starts_with("x-") || has(&TELLING))
        && (has(&TELLING) || is_called)
        && has(&["from", "sender", "date", "subject"])
}

/// Reads a message.
pub fn read(bytes: &[u8]) -> Result<Manuscript, Fault> {
    let own = of_mailbox(bytes);
    let message = MessageParser::default().parse(own.as_ref()).ok_or_else(|| Fault {
        span: None,
        message: say::source_unreadable_mail(),
        hint: say::source_unreadable_mail_hint(),
    })?;
    if let Some(page) = saved_page(&message) {
        let mut manuscript = html::read(page.as_bytes(), false)?;
        manuscript.files = attached::of_page(&message);
        if let Some(address) = message.header("Snapshot-Content-Location").and_then(|value| value.as_text())
            && manuscript.front.url.is_empty()
        {
            address.clone_into(&mut manuscript.front.url);
        }
        return Ok(manuscript);
    }
    let (page, files) = page(&message);
    Ok(Manuscript { files, ..packed::manuscript(page)? })
}

/// By what a message is known, and what it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// Its `Message-ID`; empty if it has none.
    pub id: String,
    /// The messages that it answers, the nearest first (RFC 5322, 3.6.4).
    pub answers: Vec<String>,
    /// Its subject.
    pub subject: String,
}

/// The place of a message among others; `None` of what is no message.
pub fn thread(name: &str, bytes: &[u8]) -> Option<Thread> {
    /// Longer heads are no heads.
    const HEAD: usize = 256 << 10;
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    if !is_mail(name, &super::detect::head(head)) {
        return None;
    }
    let own = of_mailbox(head);
    let message = MessageParser::default().parse_headers(own.as_ref())?;
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        let ids = value.as_text_list().map(|ids| ids.iter().map(|id| id.to_string()).collect());
        ids.or_else(|| value.as_text().map(|id| vec![id.to_owned()])).unwrap_or_default()
    };
    let mut answers = ids(message.in_reply_to());
    answers.extend(ids(message.references()).into_iter().rev());
    Some(Thread { id: message.message_id().unwrap_or("").to_owned(), answers, subject: squeeze(message.subject().unwrap_or("")) })
}

/// A message without what a mailbox writes around it: the line that parts messages, and the signs before lines that look like one.
fn of_mailbox(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.starts_with(b"From ") {
        return Cow::Borrowed(bytes);
    }
    let start = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    let mut own = Vec::with_capacity(bytes.len());
    for line in bytes.get(start..).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
        own.extend_from_slice(if line.starts_with(b">From ") { line.get(1..).unwrap_or_default() } else { line });
    }
    Cow::Owned(own)
}

/// The page that a message holds, if it is one that a browser saved.
fn saved_page(message: &Message<'_>) -> Option<String> {
    let is_related = message.is_content_type("multipart", "related");
    let is_saved = message.header("Snapshot-Content-Location").is_some()
        || message.header("From").and_then(|value| value.as_text()).is_some_and(|from| from.contains("Saved by"))
        || is_related && message.from().is_none_or(|from| from.iter().all(|one| one.address.is_none()));
    if !is_saved {
        return None;
    }
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    })
}

fn page(message: &Message<'_>) -> (Page, Vec<AttachedFile>) {
    let mut stated = Stated {
        title: squeeze(message.subject().unwrap_or("")),
        kind: Some(Kind::Communication),
        issued: issued(message),
        ..Stated::default()
    };
    for (role, address, field) in [(Role::Author, message.from(), "From"), (Role::Recipient, message.to(), "To")] {
        let names = message.header_raw(field).and_then(listed).map_or_else(|| people(address), |name| vec![name]);
        stated.people.extend(names.into_iter().map(|name| (role, name)));
    }
    let mut page = Page::new(stated);
    body::write(message, &mut page);
    for (field, address) in [("Cc", message.cc()), ("Bcc", message.bcc())] {
        let names = [people(address), unnamed(address)].concat().join("; ");
        if !names.is_empty() {
            page.leave_out("mail-head", &format!("{field}: {names}"), Likely, None);
        }
    }
    for (field, address) in [("From", message.from()), ("To", message.to())] {
        let addresses = unnamed(address).join("; ");
        if !addresses.is_empty() && message.header_raw(field).and_then(listed).is_none() {
            page.leave_out("mail-head", &format!("{field}: {addresses}"), Likely, None);
        }
    }
    // What a message answers, and where it was posted (RFC 5322, 3.6.4; RFC 5536, 3.1.4).
    for field in ["References", "Newsgroups"] {
        if let Some(value) = message.header_raw(field) {
            page.leave_out("mail-head", &format!("{field}: {}", value.trim()), Sure, None);
        }
    }
    for (field, value) in [("Message-ID", message.message_id()), ("In-Reply-To", message.in_reply_to().as_text())] {
        if let Some(value) = value {
            page.leave_out("mail-head", &format!("{field}: <{value}>"), Sure, None);
        }
    }
    let files = attached::write(message, &mut page);
    (page, files)
}

/// The day of a message, also as RFC 822 has it (5.1), without the day of the week and the seconds, which the reader of mail does not know.
fn issued(message: &Message<'_>) -> Option<Date> {
    let read = message.date().and_then(|date| Date::ymd(i32::from(date.year), Some(date.month), Some(date.day)));
    read.or_else(|| written_day(message.header_raw("Date")?))
}

/// The day of `1 Apr 1998 08:00 EST`.
fn written_day(text: &str) -> Option<Date> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let is_plain = month.bytes().all(|byte| byte.is_ascii_alphabetic()) && year.len() == 4;
    let month = scholion_reference::dates::month(month)?;
    Date::ymd(year.parse().ok().filter(|_| is_plain)?, Some(month), Some(day.parse().ok()?))
}

/// The name in a field as archives of lists write it: `ana at r.example (Ana Poe)`.
fn listed(field: &str) -> Option<String> {
    let (address, name) = field.trim().strip_suffix(')')?.split_once(" (")?;
    let (user, host) = address.split_once(" at ")?;
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    let name = squeeze(name);
    let is_name = name.contains(char::is_alphabetic) && !name.contains(['@', '(', ')', '=']);
    (is_word(user) && is_word(host) && host.contains('.') && is_name).then_some(name)
}

/// The names of an address. What stands before its sign is none: `info`, `kl7`.
fn people(address: Option<&Address<'_>>) -> Vec<String> {
    address.into_iter().flat_map(Address::iter).filter_map(name).collect()
}

/// The addresses of those whom a field does not name.
fn unnamed(address: Option<&Address<'_>>) -> Vec<String> {
    let all = address.into_iter().flat_map(Address::iter).filter(|one| name(one).is_none());
    all.filter_map(|one| one.address.as_deref().map(str::to_owned)).filter(|address| !address.is_empty()).collect()
}

fn name(one: &mail_parser::Addr<'_>) -> Option<String> {
    let name = one.name.as_deref().map(|name| squeeze(name.trim_matches(['"', '\'', ' '])));
    name.filter(|name| !name.is_empty() && !name.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_on_paper_is_no_message() {
        for (name, text, expected) in [
            ("a.txt", "From: Ida Lund\nTo: The Board\nSubject: The pier\n\nGentlemen,", false),
            ("a.eml", "From: ida@example.org\nSubject: The pier\n\nGentlemen,", true),
            ("a.txt", "Received: from a by b;\n\tThu, 2 May 2019\nFrom: ida@example.org\nDate: x\n\nWords.", true),
            ("a.txt", "Note: the words\nhere: go on\n\nMore.", false),
            ("a.eml", "Just words.\n\nMore.", false),
        ] {
            assert_eq!(is_mail(name, text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_lists_are_read() {
        for (field, expected) in
            [(" ana at r.example (Ana Poe)\r\n", Some("Ana Poe")), ("ana@r.example (Ana Poe)", None), ("Ana at home (Ana Poe)", None)]
        {
            assert_eq!(listed(field).as_deref(), expected, "{field}");
        }
    }

    #[test]
    fn an_address_is_no_name() {
        let message = MessageParser::default().parse(b"From: a@x.example\r\nTo: Ida Lund <b@x.example>\r\n\r\nHi.".as_slice());
        let message = message.unwrap();
        assert_eq!((people(message.from()), unnamed(message.from())), (Vec::new(), vec!["a@x.example".to_owned()]));
        assert_eq!((people(message.to()), unnamed(message.to())), (vec!["Ida Lund".to_owned()], Vec::new()));
    }

    #[test]
    fn days_without_a_day_of_the_week_are_read() {
        for (text, expected) in [
            (" 1 Apr 1998 08:00 EST\r\n", Some("1998-04-01")),
            ("Wed, 01 Apr 1998 08:00", Some("1998-04-01")),
            ("in April", None),
            ("41 Apr 1998", None),
        ] {
            assert_eq!(written_day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }
}

//! Recordings: their players, captions and the times in their transcripts.

use thirtyfour::{By, Key};

use crate::{browser::with_browser, fixture::Archive, serve::serve};

/// So many seconds of silence: RIFF WAVE, 8 bits, 8,000 samples a second.
pub fn wav(seconds: u32) -> Vec<u8> {
    let rate = 8_000_u32;
    let samples = rate * seconds;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + samples).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(rate.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend([1, 0, 8, 0]);
    bytes.extend(b"data");
    bytes.extend(samples.to_le_bytes());
    bytes.extend(vec![128; samples as usize]);
    bytes
}

fn archive(front: &str, text: &str) -> Archive {
    let archive = Archive::new("");
    archive.write("content/files/tape.wav", wav(1));
    archive.write("content/files/tape 2.wav", wav(1));
    archive.write("content/documents/talk.md", format!("---\ntitle: A talk\nlicense: CC0-1.0\n{front}\n---\n\n{text}\n"));
    archive
}

const TALK: &str = "[00:00:02] **Ruth Salo:** Who drove the piles?\n\n[00:12:31] **Otto Brandt:** My grandfather did.";

#[test]
fn a_recording_has_a_player_and_each_time_leads_into_it() {
    let archive = archive("recordings: {file: ../files/tape.wav, label: Tape 1}", TALK);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/talk.html");
    for expected in [
        "<audio id=\"_recording-1\" controls preload=\"metadata\" src=\"../files/tape.wav\" aria-label=\"Tape 1\">\
         <track kind=\"captions\" src=\"talk~1.vtt\" srclang=\"en\" label=\"English\"></audio>",
        "<a class=\"time\" id=\"t-00-12-31\" href=\"../files/tape.wav#t=751\" data-recording=\"_recording-1\" data-t=\"751\">[00:12:31]</a>",
        "assets/recordings.js",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert_eq!(archive.files("public/files").into_keys().collect::<Vec<_>>(), ["tape.wav"]);
    let captions = archive.read("public/documents/talk~1.vtt");
    assert!(captions.starts_with("WEBVTT\n\n00:00:02.000 --> 00:12:31.000\nRuth Salo: Who drove the piles?\n"), "{captions}");
}

#[test]
fn times_without_a_recording_are_places() {
    let archive = archive("x-none: 1", &format!("{TALK}\n\nSee [what he said](#t-00-12-31), [and this](#t=12:40)."));
    let ran = archive.run(&["build"]);
    assert_eq!((ran.status, ran.stderr.matches("broken-fragment").count()), (0, 0), "{}", ran.stderr);
    let page = archive.read("public/documents/talk.html");
    assert!(page.contains("<a class=\"time\" id=\"t-00-12-31\" href=\"#t-00-12-31\">[00:12:31]</a>"), "{page}");
    assert!(page.contains("<a href=\"#t-00-12-31\">and this</a>"), "{page}");
    assert!(!page.contains("assets/recordings.js"), "{page}");
}

#[test]
fn times_of_several_tapes_lead_to_each() {
    let front = "recordings:\n- ../files/tape.wav\n- {file: ../files/tape 2.wav, label: Tape 2}";
    let archive = archive(front, &format!("{TALK}\n\n[00:00:02] **Otto Brandt:** Again."));
    archive.run(&["build"]);
    let page = archive.read("public/documents/talk.html");
    assert!(page.contains("id=\"t-00-00-02-2\" href=\"../files/tape%202.wav#t=2\" data-recording=\"_recording-2\""), "{page}");
    assert!(page.contains("href=\"../files/tape.wav#t=751\""), "{page}");
    let by_label = format!("## Tape 2\n\n{TALK}");
    archive.write("content/documents/talk.md", format!("---\ntitle: A talk\nlicense: CC0-1.0\n{front}\n---\n\n{by_label}\n"));
    archive.run(&["build"]);
    assert!(archive.read("public/documents/talk.html").contains("href=\"../files/tape%202.wav#t=751\""));
}

#[test]
fn what_is_no_recording_or_not_there_is_said() {
    let archive = archive(
        "recordings: [../files/tapes.wav, talk.md, ../files/notes.pdf, {file: ../files/tape.wav, captions: ../files/notes.pdf}]",
        TALK,
    );
    archive.write("content/files/notes.pdf", "%PDF-1.4");
    let ran = archive.run(&["build"]);
    for expected in ["there is no file `../files/tapes.wav`", "there is no file `talk.md`", "is no sound and no film", "holds no captions"]
    {
        assert!(ran.stderr.contains(expected), "{expected}\n{}", ran.stderr);
    }
}

#[test]
fn of_a_text_that_is_not_shown_no_recording_is_published() {
    let archive = archive("recordings: ../files/tape.wav", TALK);
    let text = archive.read("content/documents/talk.md").replace("license: CC0-1.0\n", "");
    archive.write("content/documents/talk.md", text);
    archive.write("scholion.yaml", "unlicensed: metadata\n");
    archive.run(&["build"]);
    assert!(!archive.at("public/files").exists() && !archive.at("public/documents/talk~1.vtt").exists());
    let page = archive.read("public/documents/talk.html");
    assert!(!page.contains("tape.wav") && !page.contains("t-00-"), "{page}");
}

const SRT: &str = "1\r\n00:00:01,000 --> 00:00:04,500\r\nThe <i>harbour</i> froze.\r\n";

#[test]
fn captions_are_published_as_webvtt() {
    let archive = archive("recordings: {file: ../files/tape.wav, captions: ../files/tape.srt}", TALK);
    archive.write("content/files/tape.srt", SRT);
    let page = |archive: &Archive| {
        let ran = archive.run(&["build"]);
        assert_eq!((ran.status, ran.stderr.matches("error[").count()), (0, 0), "{}", ran.stderr);
        archive.read("public/documents/talk.html")
    };
    assert!(page(&archive).contains("<track kind=\"captions\" src=\"talk~1.vtt\""));
    assert_eq!(archive.read("public/documents/talk~1.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nThe <i>harbour</i> froze.\n");
    // What is published follows the file.
    archive.write("content/files/tape.srt", SRT.replace("froze", "thawed"));
    page(&archive);
    assert!(archive.read("public/documents/talk~1.vtt").contains("thawed"));
    let both = archive
        .read("content/documents/talk.md")
        .replace("captions: ../files/tape.srt", "captions: {en: ../files/tape.srt, ru: ../files/tape.srt}");
    archive.write("content/documents/both.md", both);
    page(&archive);
    let both = archive.read("public/documents/both.html");
    assert!(both.contains("src=\"both~1-ru.vtt\" srclang=\"ru\" label=\"Russian\"") && both.contains("Captions (English)"), "{both}");
    archive.write("content/files/tape.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWords.\n");
    let text = archive.read("content/documents/talk.md").replace("tape.srt", "tape.vtt");
    archive.write("content/documents/talk.md", text);
    assert!(page(&archive).contains("src=\"../files/tape.vtt\""));
    assert!(!archive.at("public/documents/talk~1.vtt").exists() && archive.at("public/files/tape.vtt").exists());
}

#[test]
fn captions_that_no_browser_shows_are_said_at_their_line() {
    let archive = archive("recordings: {file: ../files/tape.wav, captions: ../files/tape.vtt}", TALK);
    archive.write("content/files/tape.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:05,000 --> 00:06,000\nB\n");
    let ran = archive.run(&["build"]);
    assert!(ran.stderr.contains("warning[captions-unread]") && ran.stderr.contains("content/files/tape.vtt:6:1"), "{}", ran.stderr);
    archive.write("content/files/tape.vtt", "00:01.000 --> 00:02.000\nA\n");
    let ran = archive.run(&["build"]);
    assert!(ran.stderr.contains("holds no captions") && !archive.read("public/documents/talk.html").contains("<track"), "{}", ran.stderr);
}

#[test]
fn sounds_and_films_in_a_text_are_kept() {
    let text = "<audio src=\"../files/tape.wav\" autoplay onplay=\"x()\"></audio>\n\n\
                <video width=\"320\" title=\"Film\"><source src=\"../files/film.webm\" type=\"video/webm\"><track src=\"../files/film.vtt\" kind=\"captions\" srclang=\"en\">No film.</video>\n\n\
                <audio src=\"https://example.org/a.mp3\"></audio>\n\n<audio src=\"javascript:x()\"></audio> <audio src=\"../files/notes.pdf\"></audio>";
    let archive = archive("x-none: 1", text);
    for file in ["film.webm", "film.vtt", "notes.pdf"] {
        archive.write(&format!("content/files/{file}"), "x");
    }
    let ran = archive.run(&["build"]);
    for expected in ["`autoplay`", "`onplay`", "javascript", "notes.pdf` is no sound and no film"] {
        assert!(ran.stderr.contains(expected), "{expected}\n{}", ran.stderr);
    }
    let page = archive.read("public/documents/talk.html");
    for expected in [
        "<audio controls=\"\" preload=\"metadata\" src=\"../files/tape.wav\"></audio>",
        "<video title=\"Film\" controls=\"\" preload=\"none\"><source type=\"video/webm\" src=\"../files/film.webm\">\
         <track kind=\"captions\" srclang=\"en\" src=\"../files/film.vtt\">No film.</video>",
        "<audio controls=\"\" preload=\"none\" src=\"https://example.org/a.mp3\"></audio>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(!page.contains("javascript:") && !page.contains("notes.pdf"), "{page}");
    assert_eq!(archive.files("public/files").into_keys().collect::<Vec<_>>(), ["film.vtt", "film.webm", "tape.wav"]);
}

#[test]
fn passages_say_when_they_are_said() {
    let archive = archive("recordings: ../files/tape.wav", &format!("{TALK} See [Ilves, 2019](#ref-ilves2019)."));
    archive.write(
        "content/bibliography/talk.yaml",
        "references:\n- id: ilves2019\n  type: book\n  title: The reading of other people's post\n  issued: 2019\n",
    );
    let said = |expected: &str| {
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let works = archive.files("public/works").into_iter();
        let work = works.filter(|(name, _)| name.contains("ilves2019")).map(|(_, bytes)| String::from_utf8(bytes).unwrap()).next().unwrap();
        assert!(work.contains(&format!("<span class=\"time\">{expected}</span>")), "{expected}\n{work}");
    };
    said("00:12:31");
    // Who speaks may stand before the time, and a sentence may begin before another.
    for (text, expected) in [
        ("**Ruth Salo** [00:00:02] Who?\n\n**Otto Brandt** [00:12:31] As [Ilves](#ref-ilves2019) says.", "00:12:31"),
        ("**Ruth Salo** [00:00:02] Who?\n\n**Otto Brandt** [00:12:31] As @ilves2019 says.", "00:12:31"),
        ("**Ruth Salo** [00:00:02] As [Ilves](#ref-ilves2019) says. [00:12:31] He does.", "00:00:02"),
        ("**Ruth Salo** [00:00:02] Who?\n\nAs [Ilves](#ref-ilves2019) says. [00:12:31] He does.", "00:00:02"),
    ] {
        archive.write(
            "content/documents/talk.md",
            format!("---\ntitle: A talk\nlicense: CC0-1.0\nrecordings: ../files/tape.wav\n---\n\n{text}\n"),
        );
        said(expected);
    }
}

#[test]
fn a_note_on_a_time_stands_beside_its_turn() {
    let archive = archive("recordings: ../files/tape.wav", &format!("{TALK}\n\n[00:20:00] **Ruth Salo:** And then?"));
    let notes = "- {id: dog, target: {time: '00:12:40'}, body: A dog barks.}\n- {id: door, target: {time: '00:00:01'}, body: A door.}\n";
    archive.write("content/annotations/talk.yaml", notes);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/talk.html");
    let (before, behind) = page.split_once("My grandfather did.").unwrap();
    assert!(before.contains("id=\"at-note-dog\""), "{page}");
    let turn = behind.split("And then?").next().unwrap();
    assert!(turn.contains("<aside class=\"annotation\" id=\"note-dog\"") && turn.contains("#t=760\""), "{turn}");
    // Before anything is said nothing stands by its side.
    assert!(page.contains("<li class=\"annotation-item\" id=\"note-door\">"), "{page}");
}

#[test]
pub fn a_time_plays_and_the_text_follows_what_is_heard() {
    let text =
        "[00:00:01] **Ruth Salo:** Who?\n\n[00:00:04] **Otto Brandt:** My grandfather.\n\nAnd others.\n\n[00:00:09.5] **Ruth Salo:** When?";
    let archive = archive("type: interview\nrecordings: ../files/tape.wav", text);
    archive.write("content/files/tape.wav", wav(12));
    archive.run(&["build"]);
    with_browser(async |browser| {
        let page = archive.at("public/documents/talk.html");
        browser.driver.goto(format!("file://{}#t-00-00-09", page.display())).await.unwrap();
        browser.until("document.readyState === 'complete'").await;
        // Who comes to a time finds the player there.
        browser.until("document.querySelector('audio').currentTime > 9.4").await;
        browser.until("document.querySelector('.time[aria-current]')?.id === 't-00-00-09'").await;
        // By the keyboard: the address is then that of the place.
        browser.until("(document.getElementById('t-00-00-04').focus(), true)").await;
        let link = browser.driver.find(By::Css("#t-00-00-04")).await.unwrap();
        link.send_keys(Key::Enter).await.unwrap();
        browser.until("!document.querySelector('audio').paused && document.querySelector('audio').currentTime >= 4").await;
        browser.until("location.hash === '#t-00-00-04' && location.pathname.endsWith('talk.html')").await;
        browser.until("document.querySelector('.heard')?.textContent.includes('And others')").await;
        browser.until("document.querySelectorAll('.time[aria-current]').length === 1").await;
        link.send_keys(" ").await.unwrap();
        browser.until("document.querySelector('audio').paused").await;
        // Over HTTP, under the policy of the preview; and the file by itself, as a time leads to it where there is no script.
        let (_watching, port) = serve(&archive);
        browser.goto(port, "documents/talk.html").await;
        browser.until("(document.querySelector('#t-00-00-04').scrollIntoView({block: 'center', behavior: 'instant'}), true)").await;
        browser.driver.find(By::Css("#t-00-00-04")).await.unwrap().click().await.unwrap();
        browser.until("!document.querySelector('audio').paused && document.querySelector('audio').currentTime >= 4").await;
        browser.driver.goto(format!("http://localhost:{port}/files/tape.wav#t=9.5")).await.unwrap();
        browser.until("document.querySelector('video, audio')?.currentTime >= 9.5").await;
        browser
    });
}

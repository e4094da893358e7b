//! Lines of a file or a pipe as they come: a block ends where the input pauses, so that whoever types is answered.
//!
//! What comes is read by a thread of its own. UTF-8 flows; any other encoding must be guessed, and for that the whole is
//! needed. As long as all was ASCII nothing is decided, so it does not matter where the input pauses.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, TryRecvError, sync_channel},
};

use crate::base::source_text::Source;

/// How many lines make a block at most.
const BLOCK: usize = 4096;
/// How much is read at once, in bytes.
const PIECE: usize = 1 << 16;
/// How many pieces may wait.
const WAITING: usize = 16;

/// The lines of an input, block by block.
pub struct Feed {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// What came and was not given out: whole lines and the beginning of one.
    bytes: Vec<u8>,
    ended: bool,
    encoding: Encoding,
}

/// What is known of the encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Nothing has come.
    Unseen,
    /// All that came is ASCII.
    Ascii,
    /// UTF-8, a broken character here and there perhaps.
    Utf8,
}

impl Feed {
    /// Begins to read.
    pub fn new(mut input: impl Read + Send + 'static) -> Self {
        let (send, pieces) = sync_channel(WAITING);
        // It ends with the input, or when nobody listens any more.
        std::thread::spawn(move || {
            loop {
                let mut piece = vec![0; PIECE];
                let read = match input.read(&mut piece) {
                    Ok(0) => return,
                    Ok(len) => {
                        piece.truncate(len);
                        Ok(piece)
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let failed = read.is_err();
                if send.send(read).is_err() || failed {
                    return;
                }
            }
        });
        Self { pieces, bytes: Vec::new(), ended: false, encoding: Encoding::Unseen }
    }

    /// The next lines, without their ends; none when there are no more.
    pub fn block(&mut self) -> io::Result<Vec<String>> {
        let whole = self.gather()?;
        let mut head: Vec<u8> = self.bytes.drain(..whole).collect();
        if self.encoding == Encoding::Unseen && head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
            self.encoding = Encoding::Utf8;
        }
        if self.encoding != Encoding::Utf8 && !head.is_empty() {
            // The first line that is not ASCII decides, so it does not matter how many lines came together.
            let telling = head.split(|byte| *byte == b'\n').find(|line| !line.is_ascii() || line.contains(&0));
            self.encoding = match telling {
                None => Encoding::Ascii,
                Some(line) if !line.contains(&0) && std::str::from_utf8(line).is_ok() => Encoding::Utf8,
                // UTF-16, or an encoding of eight bits: guessed from all that there is.
                _ => {
                    head.append(&mut self.bytes);
                    self.rest(&mut head)?;
                    self.encoding = Encoding::Utf8;
                    self.bytes = Source::decode(&head).text.into_bytes();
                    return self.block();
                }
            };
        }
        let text = String::from_utf8_lossy(&head);
        Ok(text
            .strip_suffix('\n')
            .unwrap_or(&text)
            .split('\n')
            .filter(|_| !head.is_empty())
            .map(|line| line.trim_end_matches('\r').to_owned())
            .collect())
    }

    /// Waits for at least one line and takes what else is there; gives the length of the lines of a block.
    fn gather(&mut self) -> io::Result<usize> {
        let mut lines = 0;
        let mut seen = 0;
        let mut end = 0;
        loop {
            for at in memchr::memchr_iter(b'\n', self.bytes.get(seen..).unwrap_or(&[])) {
                lines += 1;
                end = seen + at + 1;
                if lines == BLOCK {
                    return Ok(end);
                }
            }
            seen = self.bytes.len();
            if self.ended {
                return Ok(seen);
            }
            let piece = if lines == 0 { self.pieces.recv().map_err(|_| TryRecvError::Disconnected) } else { self.pieces.try_recv() };
            match piece {
                Ok(piece) => self.bytes.append(&mut piece?),
                Err(TryRecvError::Empty) => return Ok(end),
                Err(TryRecvError::Disconnected) => self.ended = true,
            }
        }
    }

    /// All that still comes.
    fn rest(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        while let Ok(piece) = self.pieces.recv() {
            bytes.append(&mut piece?);
        }
        self.ended = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its pieces one by one.
    struct Pieces(Vec<Vec<u8>>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let piece = self.0.remove(0);
            buffer[..piece.len()].copy_from_slice(&piece);
            Ok(piece.len())
        }
    }

    fn lines(bytes: &[u8], piece: usize) -> Vec<String> {
        let mut feed = Feed::new(Pieces(bytes.chunks(piece).map(<[u8]>::to_vec).collect()));
        let mut lines = Vec::new();
        loop {
            let block = feed.block().unwrap();
            if block.is_empty() {
                return lines;
            }
            lines.extend(block);
        }
    }

    #[test]
    fn lines_are_the_same_wherever_the_input_pauses() {
        let windows = b"Smith, J. Title. 2019.\nAnother. 1999.\n\xca\xf0\xf3\xf2\xf1\xea\xe8\xf5 \xc0. \xc2. \xcf\xf0\xe0\xe2\xee. \xcc., 2007.\r\n\nend";
        let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain("a\nКниги\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, expected) in [
            (&windows[..], &["Smith, J. Title. 2019.", "Another. 1999.", "Крутских А. В. Право. М., 2007.", "", "end"][..]),
            ("\u{feff}a\r\n\nё\nc".as_bytes(), &["a", "", "ё", "c"]),
            ("ё\n".as_bytes(), &["ё"]),
            (b"\xd1\x91\nbad \xff\n", &["ё", "bad \u{fffd}"]),
            (&utf_16, &["a", "Книги"]),
            (b"", &[]),
            (b"\n", &[""]),
        ] {
            for piece in [1, 2, 7, 1000] {
                assert_eq!(lines(bytes, piece), expected, "{piece}");
            }
        }
        let many: String = (0..BLOCK * 2 + 5).map(|line| format!("{line}\n")).collect();
        assert_eq!(lines(many.as_bytes(), 60_000).len(), BLOCK * 2 + 5);
    }
}

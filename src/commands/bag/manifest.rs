//! A manifest of a bag: a line a file, with its checksum and its path (RFC 8493, section 2.1.3).

use super::hash::Hashed;

/// A file as manifests list it.
pub struct Listed {
    /// Its path from the folder of the bag, or of its payload.
    pub path: String,
    /// What was found of its bytes.
    pub hashed: Hashed,
}

/// The line of a file.
pub fn line(path: &str, checksum: &str) -> String {
    format!("{checksum}  {}\n", encoded(path))
}

/// A path as a line can hold it: what ends lines, and the sign by which that is written, as numbers.
pub fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A path of a line: only what [`encoded`] writes is read back, as other programs write every other sign as it is.
fn decoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let sign = match from.get(1..3).map(str::to_ascii_uppercase).as_deref() {
            Some("0D") => Some('\r'),
            Some("0A") => Some('\n'),
            Some("25") => Some('%'),
            _ => None,
        };
        out.push(sign.unwrap_or('%'));
        rest = from.get(if sign.is_some() { 3 } else { 1 }..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// The checksum and the path of a line, if it has both.
pub fn entry(line: &str) -> Option<(String, String)> {
    let (checksum, path) = line.split_once([' ', '\t'])?;
    // `md5sum` marks binary files by an asterisk, and other programs begin paths with `./`.
    let path = path.trim_start_matches([' ', '\t']);
    let path = path.strip_prefix('*').unwrap_or(path);
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_sum = !checksum.is_empty() && checksum.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_sum && !path.is_empty()).then(|| (checksum.to_ascii_lowercase(), decoded(path)))
}

/// Whether a path stays in the bag, whatever system reads it (RFC 8493, section 6.2).
pub fn is_inside(path: &str) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    !is_drive && !path.starts_with(['/', '~']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for path in ["data/a.md", "data/a b.md", "data/a\nb\r.md", "data/100%.md", "data/%0A.md", "data/%25", "data/Письмо.md", "data/%"]
        {
            let line = line(path, "00ff");
            assert_eq!(line.lines().count(), 1, "{path}");
            assert_eq!(entry(line.trim_end_matches('\n')), Some((String::from("00ff"), path.to_owned())));
        }
    }

    #[test]
    fn lines_of_other_programs_are_read() {
        let read = |line: &str| entry(line).map(|(_, path)| path);
        assert_eq!(read("00FF *data/a"), Some(String::from("data/a")));
        assert_eq!(read("00ff\tdata/50%ab"), Some(String::from("data/50%ab")));
        assert_eq!(read("00ff  ./data/a%0d"), Some(String::from("data/a\r")));
        assert_eq!((read("00ff"), read("data/a 00"), read("00ff  "), read("")), (None, None, None, None));
    }

    #[test]
    fn paths_stay_inside() {
        assert!(is_inside("data/a.md") && is_inside("data/..a/b..c") && is_inside("data/~a"));
        for path in ["/etc/passwd", "../a", "data/../../a", "~/a", "C:/a", "c:\\a", "data//a", ""] {
            assert!(!is_inside(path), "{path}");
        }
    }
}

//! Content digests: two things with one digest are the same thing.

use std::{
    fmt,
    hash::{self, Hash},
};

use serde::{Deserialize, Serialize, Serializer};

/// The first 128 bits of a BLAKE3 hash.
///
/// 128 bits keep the chance of any collision among 10^9 files below 10^-20, and halve the memory
/// that 100,000 documents spend on keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(blake3::hash(bytes))
    }

    /// The digest of any serialisable value, by way of its `postcard` encoding.
    ///
    /// A value that cannot be encoded (none of ours) digests like the empty value.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        let mut hasher = Gathered { hasher: blake3::Hasher::new(), bytes: Vec::with_capacity(Gathered::ROOM) };
        // `Gathered` never refuses bytes; only a `Serialize` written by hand could fail here.
        let _ = postcard::to_io(value, &mut hasher);
        hasher.hasher.update(&hasher.bytes);
        Self::cut(hasher.hasher.finalize())
    }

    /// As many lower-case hexadecimal digits as asked for, at most 32.
    pub fn hex(&self, digits: usize) -> String {
        let mut text = self.to_string();
        text.truncate(digits);
        text
    }

    fn cut(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}

/// Half of a digest is hash enough for a table.
impl Hash for Digest {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        let [half @ .., _, _, _, _, _, _, _, _] = self.0;
        state.write_u64(u64::from_le_bytes(half));
    }
}

/// Hexadecimal where people read it, sixteen bytes elsewhere.
impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        let text: String = self.0.iter().flat_map(|byte| [figure(byte >> 4), figure(byte & 15)]).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.hex(8))
    }
}

/// The SHA-256 of `bytes` (FIPS 180-4), in lower-case hexadecimal: what other programs can check.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What readers can check of a file that they were given: fixity, as digital preservation calls it (PREMIS 3.0, 1.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixity {
    /// How long it is, in bytes.
    pub length: u64,
    sha256: [u8; 32],
}

impl Fixity {
    /// Of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut running = RunningFixity::default();
        running.add(bytes);
        running.finish()
    }

    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The fixity of bytes that come one after the other.
#[derive(Default)]
pub struct RunningFixity {
    length: u64,
    sha256: sha2::Sha256,
}

impl RunningFixity {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        sha2::Digest::update(&mut self.sha256, bytes);
        self.length = self.length.saturating_add(bytes.len() as u64);
    }

    /// The fixity of all bytes.
    pub fn finish(self) -> Fixity {
        Fixity { length: self.length, sha256: sha2::Digest::finalize(self.sha256).into() }
    }
}

/// A checksum by which other programs check files, of the family SHA-2 (FIPS 180-4): bytes come one after the other.
pub enum Sha2 {
    /// SHA-256.
    Sha256(sha2::Sha256),
    /// SHA-512.
    Sha512(sha2::Sha512),
}

impl Sha2 {
    /// The names of those that are known, as manifests of bags have them (RFC 8493, section 2.4).
    pub const NAMES: [&str; 2] = ["sha256", "sha512"];

    /// One of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sha256" => Some(Self::Sha256(sha2::Sha256::default())),
            "sha512" => Some(Self::Sha512(sha2::Sha512::default())),
            _ => None,
        }
    }

    /// SHA-512.
    pub fn sha512() -> Self {
        Self::Sha512(sha2::Sha512::default())
    }

    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(running) => sha2::Digest::update(running, bytes),
            Self::Sha512(running) => sha2::Digest::update(running, bytes),
        }
    }

    /// The checksum of all bytes, in lower-case hexadecimal.
    pub fn finish(self) -> String {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match self {
            Self::Sha256(running) => hex(&sha2::Digest::finalize(running)),
            Self::Sha512(running) => hex(&sha2::Digest::finalize(running)),
        }
    }
}

/// A digest of bytes that come one after the other: the same as [`Digest::of`] gives of all of them.
#[derive(Default)]
pub struct Running(blake3::Hasher);

impl Running {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes so far.
    pub fn finish(&self) -> Digest {
        Digest::cut(self.0.finalize())
    }
}

/// A digest in the making, for values that arrive in parts.
#[derive(Default)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Adds `bytes`, length first, so that parts cannot run into each other.
    pub fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The digest of all parts so far.
    pub fn finish(&self) -> Digest {
        Digest::cut(self.0.finalize())
    }
}

/// What many small parts are gathered in, for BLAKE3 is several times as fast where it can hash many blocks side by side.
struct Gathered {
    hasher: blake3::Hasher,
    bytes: Vec<u8>,
}

impl Gathered {
    /// Sixteen chunks, as many as the widest registers take.
    const ROOM: usize = 16 * 1024;
}

impl std::io::Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > Self::ROOM {
            self.hasher.update(&self.bytes);
            self.bytes.clear();
        }
        if bytes.len() >= Self::ROOM {
            self.hasher.update(bytes);
        } else {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standard() {
        let of = |name: &str| {
            let mut running = Sha2::named(name).unwrap();
            running.add(b"a");
            running.add(b"bc");
            running.finish()
        };
        // The examples of FIPS 180-4 for the message `abc`.
        assert_eq!(of("sha256"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(of("sha512").starts_with("ddaf35a193617abacc417349ae204131") && of("sha512").len() == 128);
        assert!(Sha2::named("md5").is_none());
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let digest = |parts: &[&str]| {
            let mut hasher = Hasher::default();
            parts.iter().for_each(|part| hasher.part(part.as_bytes()));
            hasher.finish()
        };
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_eq!(digest(&["ab", "c"]), digest(&["ab", "c"]));
    }

    #[test]
    fn sha256_is_what_sha256sum_prints() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
        assert_eq!((Fixity::of(b"").sha256().as_str(), Fixity::of(b"").length), (empty, 0));
        let mut running = RunningFixity::default();
        running.add(b"a");
        running.add(b"bc");
        assert_eq!((running.finish(), Fixity::of(b"abc").sha256()), (Fixity::of(b"abc"), sha256(b"abc")));
    }

    #[test]
    fn hex_is_cut_to_length() {
        assert_eq!(Digest::of(b"").hex(8), "af1349b9");
        assert_eq!(Digest::of(b"").hex(99).len(), 32);
    }
}

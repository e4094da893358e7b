//! Where a sentence stands among all.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::SENTENCES;

/// The place of a sentence in [`SENTENCES`]. What people may read, and another version of the program, has its name instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(pub u16);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            SENTENCES.get(usize::from(self.0)).map_or("", |sentence| sentence.id).serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nth = if deserializer.is_human_readable() {
            let id = String::deserialize(deserializer)?;
            SENTENCES.iter().position(|sentence| sentence.id == id)
        } else {
            Some(usize::from(u16::deserialize(deserializer)?)).filter(|nth| *nth < SENTENCES.len())
        };
        nth.and_then(|nth| u16::try_from(nth).ok()).map(Self).ok_or_else(|| D::Error::custom("there is no such sentence"))
    }
}

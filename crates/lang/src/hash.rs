/// Where a word's search in a table begins: made of its ends and its length, which differ in nearly all words. One text for the
/// program that makes the tables and the one that reads them.
#[inline]
fn hash(word: &[u8]) -> u32 {
    let (first, last) = match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first), u32::from_le_bytes(*last)),
        _ => (word.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)), 0),
    };
    let hash = (first.wrapping_mul(0x9e37_79b9).rotate_left(15) ^ last).wrapping_mul(0x85eb_ca6b) ^ word.len() as u32;
    hash ^ hash >> 15
}

/// Which bytes a text has, by their last six bits.
fn bytes(text: &[u8]) -> u64 {
    text.iter().fold(0, |set, byte| set | 1 << (byte & 63))
}

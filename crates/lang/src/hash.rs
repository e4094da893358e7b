/// Where a word's search in a table begins. One text for the program that makes the tables and the one that reads them.
fn hash(word: &[u8]) -> u32 {
    let mut hash = 0u32;
    for chunk in word.chunks(4) {
        let number = chunk.iter().fold(0u32, |number, &byte| number << 8 | u32::from(byte));
        hash = (hash.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9);
    }
    hash ^ hash >> 15
}

/// Which bytes a text has, by their last six bits.
fn bytes(text: &[u8]) -> u64 {
    text.iter().fold(0, |set, byte| set | 1 << (byte & 63))
}

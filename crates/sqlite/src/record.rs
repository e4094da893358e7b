//! Values, and a row of them as bytes (section 2.1 of the format).

/// A value of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'v> {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Words.
    Text(&'v str),
}

/// A value by which an index is sorted, in SQLite's order: nothing, then whole numbers, then texts by their bytes. Other numbers sort by none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Null,
    Integer(i64),
    Text(Box<str>),
}

impl Key {
    /// The key of a value.
    pub(crate) fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(*number),
            Value::Real(_) => Self::Null,
            Value::Text(text) => Self::Text((*text).into()),
        }
    }

    /// The value that it is.
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(text),
        }
    }
}

/// A record of values, in `bytes`, which it empties before: the types of all, with the length of that before them, then the values.
pub(crate) fn record(values: &[Value<'_>], bytes: &mut Vec<u8>) {
    bytes.clear();
    let types: Vec<u64> = values.iter().map(serial_type).collect();
    let length: usize = types.iter().map(|code| varint_length(*code)).sum();
    // The header's length counts itself, so that it may need a byte more.
    let own = (1..=9).find(|own| varint_length((length + own) as u64) == *own).unwrap_or(9);
    push_varint(bytes, (length + own) as u64);
    types.iter().for_each(|code| push_varint(bytes, *code));
    for (value, code) in values.iter().zip(types) {
        match value {
            Value::Null => {}
            Value::Integer(number) => {
                let all = number.to_be_bytes();
                let width = integer_width(code);
                bytes.extend_from_slice(all.get(8 - width..).unwrap_or(&all));
            }
            Value::Real(number) => bytes.extend_from_slice(&number.to_be_bytes()),
            Value::Text(text) => bytes.extend_from_slice(text.as_bytes()),
        }
    }
}

/// How many bytes an integer of a type has.
fn integer_width(code: u64) -> usize {
    match code {
        8 | 9 => 0,
        5 => 6,
        6 => 8,
        small => usize::try_from(small).unwrap_or(8),
    }
}

fn serial_type(value: &Value<'_>) -> u64 {
    match value {
        Value::Null => 0,
        Value::Integer(0) => 8,
        Value::Integer(1) => 9,
        Value::Integer(number) => {
            let fits = |bits: u32| (-(1_i64 << (bits - 1))..1_i64 << (bits - 1)).contains(number);
            match () {
                () if fits(8) => 1,
                () if fits(16) => 2,
                () if fits(24) => 3,
                () if fits(32) => 4,
                () if fits(48) => 5,
                () => 6,
            }
        }
        Value::Real(_) => 7,
        Value::Text(text) => 13 + 2 * text.len() as u64,
    }
}

/// How long a number is as a varint.
pub(crate) fn varint_length(number: u64) -> usize {
    (1..=8).find(|length| number < 1 << (7 * length)).unwrap_or(9)
}

/// Appends a number of one to nine bytes: seven bits each, the highest first; a ninth has eight.
pub(crate) fn push_varint(bytes: &mut Vec<u8>, number: u64) {
    let length = varint_length(number);
    let low = |bits: u64| u8::try_from(bits & 0x7f).unwrap_or(0);
    if length == 9 {
        bytes.extend((0..8).rev().map(|nth| low(number >> (8 + 7 * nth)) | 0x80));
        bytes.push(u8::try_from(number & 0xff).unwrap_or(0));
        return;
    }
    bytes.extend((0..length).rev().map(|nth| low(number >> (7 * nth)) | if nth > 0 { 0x80 } else { 0 }));
}

//! What only pages know that this very process gave out.

/// A new one, which nobody can guess: 32 bytes of the system's randomness as figures. `None` if the system has none.
pub fn new() -> Option<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether it is the one, without telling by the time that it takes how much of it was right.
pub fn is(token: &str, given: &str) -> bool {
    token.len() == given.len() && token.bytes().zip(given.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_alike_and_only_the_whole_counts() {
        let (one, other) = (new().unwrap(), new().unwrap());
        assert!(one.len() == 64 && one != other);
        assert!(is(&one, &one) && !is(&one, &other) && !is(&one, &one[1..]) && !is(&one, ""));
    }
}

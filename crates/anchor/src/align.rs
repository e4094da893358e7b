//! Two stretches of text laid beside each other: local alignment with affine gaps (Smith & Waterman 1981; Gotoh 1982).

/// What a pair of equal characters is worth.
const EQUAL: i32 = 4;
/// What a pair of different characters costs.
const OTHER: i32 = -4;
/// What it costs to begin leaving out characters of one side. To go on is cheap: editors put in and take out words and
/// sentences, not characters.
const GAP: i32 = -6;
/// What each character left out costs.
const GAP_ON: i32 = -1;

/// Which of a cell's three scores, and where it comes from.
const FROM_PAIR: u8 = 1;
const FROM_LEFT_OUT: u8 = 2;
const FROM_PUT_IN: u8 = 3;
const LEFT_OUT_ON: u8 = 4;
const PUT_IN_ON: u8 = 8;

/// The pairs of the best local alignment, in order: index in `pattern`, index in `window`, whether they are equal.
pub fn align(pattern: &[char], window: &[char]) -> Vec<(usize, usize, bool)> {
    let width = window.len() + 1;
    let mut from = vec![0_u8; width * (pattern.len() + 1)];
    let mut pair = vec![0_i32; width];
    let mut left_out = vec![i32::MIN / 2; width];
    let (mut best, mut place) = (0, (0, 0));
    for (row, &wanted) in pattern.iter().enumerate() {
        let mut diagonal = 0;
        let mut put_in = i32::MIN / 2;
        let mut left = 0;
        let line = from.get_mut((row + 1) * width + 1..(row + 2) * width).unwrap_or(&mut []);
        let above = pair.iter_mut().skip(1).zip(left_out.iter_mut().skip(1));
        for ((column, (&c, (cell, out))), mark) in window.iter().zip(above).enumerate().zip(line) {
            let mut origin = 0;
            // Left out: the pattern's character has no partner.
            let (begin, on) = (*cell + GAP, *out + GAP_ON);
            *out = if on > begin {
                origin |= LEFT_OUT_ON;
                on
            } else {
                begin
            };
            // Put in: the window's character has no partner.
            let (begin, on) = (left + GAP, put_in + GAP_ON);
            put_in = if on > begin {
                origin |= PUT_IN_ON;
                on
            } else {
                begin
            };
            let paired = diagonal + if c == wanted { EQUAL } else { OTHER };
            let mut score = 0;
            let mut source = 0;
            for (other, name) in [(paired, FROM_PAIR), (*out, FROM_LEFT_OUT), (put_in, FROM_PUT_IN)] {
                if other > score {
                    (score, source) = (other, name);
                }
            }
            diagonal = *cell;
            *cell = score;
            left = score;
            *mark = origin | source;
            if score > best {
                (best, place) = (score, (row + 1, column + 1));
            }
        }
    }
    walk_back(&from, width, pattern, window, place)
}

fn walk_back(from: &[u8], width: usize, pattern: &[char], window: &[char], place: (usize, usize)) -> Vec<(usize, usize, bool)> {
    let mut pairs = Vec::new();
    let (mut row, mut column) = place;
    // Inside which gap the walk is: the name of its source.
    let mut inside = 0;
    while row > 0 && column > 0 {
        let mark = from.get(row * width + column).copied().unwrap_or(0);
        let source = if inside == 0 { mark & 3 } else { inside };
        match source {
            FROM_PAIR => {
                row -= 1;
                column -= 1;
                pairs.push((row, column, pattern.get(row) == window.get(column)));
            }
            FROM_LEFT_OUT => {
                inside = if mark & LEFT_OUT_ON != 0 { FROM_LEFT_OUT } else { 0 };
                row -= 1;
            }
            FROM_PUT_IN => {
                inside = if mark & PUT_IN_ON != 0 { FROM_PUT_IN } else { 0 };
                column -= 1;
            }
            _ => break,
        }
    }
    pairs.reverse();
    pairs
}

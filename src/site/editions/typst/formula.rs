//! Formulas: MathML Core as Typst's own functions of mathematics.

use super::code::Code;
use crate::base::tags::Token;

/// An element of a formula.
struct Node<'h> {
    name: &'h str,
    /// Its words, of an element that has no others in it.
    words: String,
    inner: Vec<Node<'h>>,
    is_stretchy: bool,
}

/// Reads the tokens behind the beginning of a formula up to its end, and writes what it says.
pub fn write<'h>(tokens: &mut dyn Iterator<Item = Token<'h>>) -> Code {
    let node = |name, is_stretchy| Node { name, words: String::new(), inner: Vec::new(), is_stretchy };
    let mut open: Vec<Node<'h>> = vec![node("math", true)];
    for token in tokens {
        match token {
            Token::Open(tag) => open.push(node(tag.name(), tag.get("stretchy") != "false")),
            Token::Words(words) => {
                if let Some(last) = open.last_mut() {
                    last.words.push_str(&words);
                }
            }
            Token::Close("math") => break,
            Token::Close(_) if open.len() > 1 => {
                let done = open.pop();
                if let Some(around) = open.last_mut() {
                    around.inner.extend(done);
                }
            }
            Token::Close(_) => {}
        }
    }
    let mut code = Code::default();
    if let Some(first) = open.first() {
        row(&first.inner, &mut code);
    }
    code
}

/// What stands in a row; what stands between brackets grows with it.
fn row(nodes: &[Node<'_>], code: &mut Code) {
    let is_bracket = |node: Option<&Node<'_>>, signs: &str| {
        node.is_some_and(|node| {
            node.name == "mo" && node.is_stretchy && node.words.chars().count() == 1 && signs.contains(node.words.as_str())
        })
    };
    let is_fenced = nodes.len() > 2 && is_bracket(nodes.first(), "([{⟨|‖⌊⌈") && is_bracket(nodes.last(), ")]}⟩|‖⌋⌉");
    code.push(if is_fenced { "math.lr({ " } else { "" });
    nodes.iter().for_each(|node| one(node, code));
    code.push(if is_fenced { "}); " } else { "" });
}

/// An element in braces, as an argument.
fn argument(node: Option<&Node<'_>>, code: &mut Code) {
    code.push("{ ");
    if let Some(node) = node {
        one(node, code);
    }
    code.push("}");
}

fn one(node: &Node<'_>, code: &mut Code) {
    let nth = |nth: usize| node.inner.get(nth);
    // What stands at the corners of the first, by their places.
    let attached = |code: &mut Code, is_limits: bool, corners: &[&'static str]| {
        code.push("math.attach(").push(if is_limits { "math.limits(" } else { "" });
        argument(nth(0), code);
        code.push(if is_limits { ")" } else { "" });
        for (place, corner) in corners.iter().enumerate() {
            code.push(", ").push(corner).push(": ");
            argument(nth(place + 1), code);
        }
        code.push("); ");
    };
    match node.name {
        "mi" | "mo" | "mn" | "mtext" | "ms" => token(node, code),
        "mfrac" => {
            code.push("math.frac(");
            argument(nth(0), code);
            code.push(", ");
            argument(nth(1), code);
            code.push("); ");
        }
        "msqrt" => {
            code.push("math.sqrt({ ");
            row(&node.inner, code);
            code.push("}); ");
        }
        "mroot" => {
            code.push("math.root(");
            argument(nth(1), code);
            code.push(", ");
            argument(nth(0), code);
            code.push("); ");
        }
        "msup" => attached(code, false, &["t"]),
        "msub" => attached(code, false, &["b"]),
        "msubsup" => attached(code, false, &["b", "t"]),
        "mover" => attached(code, true, &["t"]),
        "munder" => attached(code, true, &["b"]),
        "munderover" => attached(code, true, &["b", "t"]),
        "mtable" => {
            code.push("math.mat(delim: none, ");
            for line in &node.inner {
                code.push("(");
                for cell in &line.inner {
                    code.push("{ ");
                    row(&cell.inner, code);
                    code.push("}, ");
                }
                code.push("), ");
            }
            code.push("); ");
        }
        "mspace" => _ = code.push("\" \"; "),
        "mphantom" => {
            code.push("hide({ ");
            row(&node.inner, code);
            code.push("}); ");
        }
        _ => row(&node.inner, code),
    }
}

/// A sign, a number, a name.
fn token(node: &Node<'_>, code: &mut Code) {
    let words = node.words.trim();
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        // What joins without being seen: a function and what it is of, factors.
        (None, _) | (Some('\u{2061}'..='\u{2064}'), None) => {}
        (Some(_), None) if matches!(node.name, "mi" | "mo") => {
            code.push("symbol(").string(words).push("); ");
        }
        _ if node.name == "mi" => {
            code.push("math.op(").string(words).push("); ");
        }
        _ => code.words(words),
    }
}

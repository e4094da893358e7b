//! Shows what the parser makes of printed entries, one a line, from files: a line for each field.
use scholion::reference::{key, parse};
fn main() {
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            println!("{line}");
            for found in parse(line) {
                println!("  = {} {} {:.3}", found.record.kind.name(), key(&found.record), found.confidence);
                for (field, span) in &found.fields {
                    println!("      {field:?}: {}", span.of(line));
                }
                let r = &found.record;
                println!(
                    "      -> {:?} ed {:?} issued {:?} acc {:?} num {:?} lang {:?} pages {:?} {:?}",
                    r.author.iter().map(|n| n.sorted()).collect::<Vec<_>>(),
                    r.editor.iter().map(|n| n.sorted()).collect::<Vec<_>>(),
                    r.issued.map(|d| d.to_string()),
                    r.accessed.map(|d| d.to_string()),
                    r.number,
                    r.language,
                    r.pages,
                    r.other
                );
            }
        }
    }
}

//! Prints the bibliography of a file of CSL-JSON in a style and a language.
//!
//! `cargo run -p scholion-csl --example entries -- STYLE.csl LOCALES LANG WORKS.json [--each] [--cite]`
//!
//! `LOCALES` is a folder with files `locales-de-DE.xml` …; with `--each` every work stands in a list of its own, with `--cite` there are its citations
//! instead of entries.

use std::{env, fs, process::ExitCode};

use scholion_csl::{
    item::{Item, json},
    processor::{Cite, Cluster, Processor},
    style::{Style, locale::Locale},
    write,
};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let (options, files): (Vec<&String>, Vec<&String>) = args.iter().partition(|arg| arg.starts_with("--"));
    let [style, locales, lang, works] = files[..] else {
        eprintln!("entries STYLE.csl LOCALES LANG WORKS.json [--each] [--cite]");
        return ExitCode::from(2);
    };
    let has = |option: &str| options.iter().any(|other| *other == option);
    let text = |file: &str| fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let style = match Style::read(&text(style)) {
        Ok(style) => style,
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{}: {fault}", fault.at.start));
            return ExitCode::FAILURE;
        }
    };
    let read = |name: &String| Locale::read(&fs::read_to_string(format!("{locales}/locales-{name}.xml")).ok()?).ok();
    let found: Vec<Locale> = Locale::fallback(lang).iter().filter_map(read).collect();
    let locale = style.locale(lang, &found.iter().collect::<Vec<_>>());
    let processor = Processor::new(style, locale);
    let works: Vec<serde_json::Value> = serde_json::from_str(&text(works)).expect("an array of CSL-JSON");
    let items: Vec<Item> = works.iter().filter_map(json::item).collect();
    if has("--cite") {
        let cluster = |item| Cluster { cites: vec![Cite { item, ..Cite::default() }], note: 0 };
        let clusters: Vec<Cluster> = (0..items.len()).map(cluster).collect();
        for (item, citation) in items.iter().zip(processor.citations(&items, &clusters)) {
            println!("{}\t{}", item.id, write::plain(&citation.nodes));
        }
        return ExitCode::SUCCESS;
    }
    let entries = if has("--each") {
        items.iter().enumerate().filter_map(|(nth, item)| Some((nth, processor.entry(item)?))).collect()
    } else {
        processor.bibliography(&items).unwrap_or_default().into_iter().map(|entry| (entry.item, entry)).collect::<Vec<_>>()
    };
    for (nth, entry) in entries {
        println!("{}\t{}", items[nth].id, write::plain(&entry.nodes));
    }
    ExitCode::SUCCESS
}

//! Works of whole small texts.

#[test]
fn files_named_by_try() {
    let Ok(files) = std::env::var("TRY") else { return };
    let out = std::env::var("TRY_OUT").unwrap_or_default();
    for file in files.split_whitespace() {
        let name = file.rsplit('/').next().unwrap();
        let made = crate::ingest(name, &std::fs::read(file).unwrap());
        if !out.is_empty() {
            let stem = name.trim_end_matches(".txt");
            std::fs::write(format!("{out}/{stem}.md"), &made.markdown).unwrap();
            std::fs::write(format!("{out}/{stem}.yaml"), &made.bibliography).unwrap();
            continue;
        }
        println!("##### {file}\n{}\n{}", made.markdown.split_once("\n---\n").map_or("", |(_, text)| text), made.bibliography);
        for item in &made.report.findings {
            println!("  {:?} {:?} {:?} {:?}", item.kind, item.sure, item.text, item.remark);
        }
    }
}

#[test]
fn lines_named_by_prim() {
    let Ok(file) = std::env::var("PRIM") else { return };
    for line in std::fs::read_to_string(file).unwrap().lines() {
        for found in scholion_reference::note::primary::find(line, 0, line.len()) {
            let record = &found.record;
            println!(
                "{} | {} || t={} a={} loc={} c={} v={} p={} n={} y={:?} place={}",
                record.kind.name(),
                &line[found.span.clone()],
                record.title,
                record.archive,
                record.archive_location,
                record.container,
                record.volume,
                record.pages,
                record.number,
                record.issued.map(|date| date.to_string()),
                &line[found.place.clone()]
            );
        }
    }
}

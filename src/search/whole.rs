//! The index made from nothing: one pass over all words.

use rayon::prelude::*;

use super::{
    entry::{self, From, Key},
    gathering::{self, Gathering},
    index::{Due, Known, Made, Output},
    item::Item,
    reading::Occurrence,
    shards::{Divider, Of, Shard, backwards},
    stems::Stems,
    text,
    text_file::{self, Head},
};
use crate::{
    base::{Digest, Lang, RelPath, places::FRONT},
    config::Config,
};

/// How many works and names share a file.
pub const GROUP: u32 = 64;
/// So many texts at least share what is remembered of words.
const SHARE: usize = 64;
/// How many shards wait to be written.
const WAITING: usize = 64;

/// What one worker has made.
#[derive(Default)]
struct Work {
    gathering: Gathering,
    made: Made,
    found: Vec<Occurrence>,
}

/// Makes all files of texts, works, names and terms. `texts` and `names` are in the order of their numbers.
pub fn make(texts: &[Due<'_>], names: &[Due<'_>], config: &Config, output: &Output<'_>) -> Made {
    // As few as there are workers: each asks for the terms of every word that it meets.
    let share = |all: usize| (all / rayon::current_num_threads()).max(SHARE);
    let read = texts.par_iter().with_min_len(share(texts.len())).fold(Work::default, |mut work, due| {
        work.text(due, config, output);
        work
    });
    let mut works: Vec<Work> = read.map(Work::closed).collect();
    let read = names.par_iter().with_min_len(share(names.len())).fold(Work::default, |mut work, due| {
        work.name(due);
        work
    });
    works.par_extend(read.map(Work::closed));
    let mut made = Made::default();
    let mut gathered = Vec::new();
    for mut work in works {
        gathered.push(work.gathering);
        made.entries.append(&mut work.made.entries);
        made.files.append(&mut work.made.files);
    }
    let groups: Vec<&[Due<'_>]> = names.chunk_by(|a, b| a.number / GROUP == b.number / GROUP).collect();
    made.files.par_extend(groups.into_par_iter().map(|group| name_file(group, output)));

    let mut divider = Divider::default();
    let mut waiting: Vec<Shard> = Vec::new();
    let mut ends: Vec<String> = Vec::new();
    gathering::write(&gathered, &mut |items| {
        waiting.extend(items.iter().filter_map(|item| divider.push(item)));
        ends.extend(items.iter().filter(|item| item.forms > 0).filter_map(|item| backwards(&item.term)));
        if waiting.len() >= WAITING {
            made.files.append(&mut put(&std::mem::take(&mut waiting), Of::Terms, output));
        }
    });
    waiting.extend(divider.end());
    made.files.append(&mut put(&waiting, Of::Terms, output));
    drop(gathered);
    ends.par_sort_unstable();
    let ends = ends.into_iter().map(|term| Item { term, forms: 1, ..Item::default() });
    let mut shards: Vec<Shard> = ends.filter_map(|item| divider.push(&item)).collect();
    shards.extend(divider.end());
    made.files.append(&mut put(&shards, Of::Ends, output));
    made
}

/// Writes shards.
pub fn put(shards: &[Shard], of: Of, output: &Output<'_>) -> Vec<(RelPath, Digest)> {
    shards.par_iter().flat_map_iter(|shard| shard.files(of).into_iter().map(|(path, text)| output.put(path, &text))).collect()
}

impl Work {
    fn closed(mut self) -> Self {
        self.gathering.close();
        self
    }

    fn text(&mut self, due: &Due<'_>, config: &Config, output: &Output<'_>) {
        let Self { gathering, made, found } = self;
        write_text(due, config, output, made, &mut |part, passages| {
            found.clear();
            let length = entry::read_part(passages, &mut gathering.reader, found);
            gathering.text(due.number, part, found);
            length
        });
    }

    fn name(&mut self, due: &Due<'_>) {
        self.found.clear();
        let names = entry::names(due.source.from);
        let length = entry::read_names(&names, &mut self.gathering.reader, &mut self.found);
        self.gathering.name(due.number, length, &mut self.found);
        self.made.entries.push((due.key.clone(), known_name(due, &names, length)));
    }
}

/// Makes the files of a text; `read` takes the passages of each of its parts, and says how long it is.
pub fn write_text(
    due: &Due<'_>,
    config: &Config,
    output: &Output<'_>,
    made: &mut Made,
    read: &mut dyn FnMut(u32, &[text::Passage<'_>]) -> u32,
) {
    let From::Text(document, shown, placed) = due.source.from else { return };
    let document = &*document.once();
    // The text of the front has the title of the archive, unless it has one of its own.
    let is_front = document.facts.is_untitled && matches!(&due.key, Key::Page(slug) if slug.as_str() == FRONT);
    let title = if is_front { &config.title } else { &document.meta.title };
    let address = due.key.address();
    let head = Head { address: &address, title, meta: &document.meta, has_facsimile: due.source.has_facsimile };
    let passages = text::passages(document, title, shown, placed, config);
    let in_one = passages.chunk_by(|a, b| a.lang == b.lang).filter_map(<[_]>::first);
    let langs = in_one.fold(0, |langs, passage| langs | Stems::of(&passage.lang).bits());
    let mut known = Known { digest: due.source.digest, number: due.number, parts: 0, length: 0, langs };
    for passages in text::parts(&passages) {
        let part = known.parts;
        known.length = known.length.saturating_add(read(part, passages));
        known.parts += 1;
        let script = text_file::write((due.number, part), head, passages);
        made.files.push(output.put(text_file::path(due.number, part), &script));
    }
    made.entries.push((due.key.clone(), known));
}

/// What is remembered of a work or name that is called so.
pub fn known_name(due: &Due<'_>, names: &[(String, Lang)], length: u32) -> Known {
    let in_one = names.chunk_by(|a, b| a.1 == b.1).filter_map(<[_]>::first);
    let langs = in_one.fold(0, |langs, (_, lang)| langs | Stems::of(lang).bits());
    Known { digest: due.source.digest, number: due.number, parts: 1, length, langs }
}

/// Where the works and names of these numbers stand.
pub fn name_path(group: u32) -> RelPath {
    RelPath::new(&format!("search/n/{group}.js"))
}

/// Makes the file of works and names that share one.
pub fn name_file(group: &[Due<'_>], output: &Output<'_>) -> (RelPath, Digest) {
    let number = group.first().map_or(0, |due| due.number / GROUP);
    let lines: Vec<String> = group.iter().map(|due| format!("{}:{}", due.number % GROUP, entry::record(due.source.from))).collect();
    let script = format!("scholion.give(\"n/{number}\",{{{}}});\n", lines.join(",\n"));
    output.put(name_path(number), &script)
}

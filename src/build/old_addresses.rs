//! Where each old address leads: a page that is there, followed to its end.

use std::{borrow::Cow, cell::OnceCell, collections::BTreeMap};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Memo, data,
    page_places::has_place,
    wishes::{self, End, Wish},
};
use crate::{
    base::{Diagnostic, Message, RelPath, say},
    config::Config,
    document::site_address::{SiteAddress, Unfit},
    site::{
        address,
        page_path::{home, localised},
        redirect::Redirect,
    },
};

/// The old addresses of an archive.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// By the file that stands at an address, and by its query.
    pub by_file: BTreeMap<RelPath, BTreeMap<String, Redirect>>,
    /// Those at which no page can stand, since a page that is there differs in capitals only, or stands there and does not look at the query.
    pub pageless: Vec<Redirect>,
    /// What is wrong with wishes for old addresses.
    pub findings: Vec<Diagnostic>,
}

/// No chain of addresses is longer.
const LONGEST: usize = 1000;

/// The pages beside a text's own: that beside its source, and that beside its facsimile.
const BESIDE: [&str; 2] = [".source.html", ".facsimile.html"];

/// What is known of the pages of the site.
struct Living<'m> {
    /// Those of the pages asked for that are there.
    pages: FxHashSet<&'m RelPath>,
    /// The pages that are there at addresses asked for, by these in small letters.
    taken: FxHashMap<String, &'m RelPath>,
}

/// Follows all wishes of the archive, as its pages are now.
pub fn table(memo: &Memo, config: &Config) -> Table {
    let wishes = wishes::all(memo, config);
    let mut table = Table::default();
    if wishes.is_empty() {
        return table;
    }
    let living = living(memo, config, &wishes);
    let mut next: BTreeMap<RelPath, End> = BTreeMap::new();
    for (old, wish) in wishes.iter().filter_map(|wish| Some((wish.old.as_ref().ok()?, wish))) {
        if old.query.is_empty() && old.fragment.is_empty() {
            next.entry(old.file()).or_insert_with(|| wish.to.clone());
        }
    }
    // Places of pages of which a line says where they lead.
    let places = wishes.iter().filter_map(|wish| wish.old.as_ref().ok()).filter(|old| !old.fragment.is_empty());
    let places: FxHashSet<(RelPath, &str)> = places.map(|old| (old.file(), old.fragment.as_str())).collect();
    let hidden = OnceCell::new();
    let mut first: BTreeMap<(RelPath, String), &Wish<'_>> = BTreeMap::new();
    for wish in &wishes {
        let old = match &wish.old {
            Ok(old) => old,
            Err(unfit) => {
                table.findings.push(unfit_finding(config, wish, *unfit));
                continue;
            }
        };
        let file = old.file();
        let (page, fragment) = match follow(wish, &next, &living) {
            Ok(end) => end,
            Err((message, end)) => {
                // That a text is held back is no fault.
                if !hidden.get_or_init(|| pages_of_texts(memo)).contains(&end) {
                    table.findings.push(at(wish, Diagnostic::warning(&wish.file, message).hint(say::address_nowhere_hint())));
                }
                continue;
            }
        };
        if let (End::Address(to), false) = (&wish.to, fragment.is_empty())
            && has_place(memo, &page, &fragment) == Some(false)
            && !places.contains(&(page.clone(), fragment.as_str()))
        {
            table.findings.push(at(wish, Diagnostic::warning(&wish.file, say::address_no_place(to)).hint(say::address_no_place_hint())));
        }
        // A place of a page that has another id is the page's own affair.
        if !old.fragment.is_empty() || old.query.is_empty() && file == page {
            continue;
        }
        let redirect = Redirect { old: old.clone(), page: page.clone(), fragment, title: wish.title.to_owned() };
        match living.taken.get(&*lower(&file)) {
            // A host that tells capitals apart asks the page of addresses that lead nowhere.
            Some(other) if **other != file && **other == page => {
                table.pageless.push(redirect);
                continue;
            }
            Some(_) if !old.query.is_empty() => {
                table.pageless.push(redirect);
                continue;
            }
            Some(other) => {
                let message = say::alias_living(wish.written, *other);
                table.findings.push(at(wish, Diagnostic::warning(&wish.file, message).hint(say::alias_living_hint())));
                continue;
            }
            None => {}
        }
        // Where a file stands there is no folder; data are made behind this.
        let is_file = |above: &RelPath| {
            living.taken.contains_key(&*lower(above)) || if is_page(above) { next.contains_key(above) } else { data::holds(&lower(above)) }
        };
        if above(&file).any(|above| is_file(&above)) {
            table.findings.push(unfit_finding(config, wish, Unfit::Form));
            continue;
        }
        let ways = table.by_file.entry(file.clone()).or_default();
        if let Some(there) = ways.get(&old.query) {
            if there.page != page
                && let Some(other) = first.get(&(file.clone(), old.query.clone()))
            {
                let message = say::alias_shared(wish.written, &there.page);
                let found = Diagnostic::warning(&wish.file, message).hint(say::alias_shared_hint());
                table.findings.push(at(wish, found.related(&other.file, other.place, say::alias_shared_other())));
            }
            continue;
        }
        ways.insert(old.query.clone(), redirect.clone());
        first.insert((file.clone(), old.query.clone()), wish);
        if old.query.is_empty() {
            beside(&file, &redirect, memo, config, &living, &mut table.by_file);
        }
    }
    table
}

/// The pages beside that which came for an old address, and those in the other languages of the site: they were beside the old one.
fn beside(
    file: &RelPath,
    redirect: &Redirect,
    memo: &Memo,
    config: &Config,
    living: &Living<'_>,
    by_file: &mut BTreeMap<RelPath, BTreeMap<String, Redirect>>,
) {
    for (old, new) in variants(file, &redirect.page, config).chain(versions(file, &redirect.page, memo)) {
        if living.pages.contains(&new) && !living.taken.contains_key(&*lower(&old)) {
            let old_address = SiteAddress { path: old.to_string(), ..SiteAddress::default() };
            let one = Redirect { old: old_address, page: new, fragment: String::new(), title: redirect.title.clone() };
            by_file.entry(old).or_default().entry(String::new()).or_insert(one);
        }
    }
}

/// Where pages beside an old address and beside the new one stand.
fn variants<'a>(old: &'a RelPath, new: &'a RelPath, config: &'a Config) -> impl Iterator<Item = (RelPath, RelPath)> + 'a {
    let stems = old.as_str().strip_suffix(".html").zip(new.as_str().strip_suffix(".html").filter(|new| new.starts_with("documents/")));
    let sides = stems.into_iter().flat_map(|(old, new)| BESIDE.map(move |end| (format!("{old}{end}"), format!("{new}{end}"))));
    let others = config.all_languages().iter().skip(1).filter_map(move |lang| {
        let home = home(lang);
        match localised(new.as_str(), &home) {
            Cow::Owned(new) => Some((format!("{home}{old}"), new)),
            Cow::Borrowed(_) => None,
        }
    });
    sides.chain(others).map(|(old, new)| (RelPath::new(&old), RelPath::new(&new)))
}

/// Where pages of the history of a document stood that has moved, and where they stand.
fn versions(old: &RelPath, new: &RelPath, memo: &Memo) -> Vec<(RelPath, RelPath)> {
    fn slug(page: &RelPath) -> Option<&str> {
        page.below("documents")?.strip_suffix(".html")
    }
    let Some((old, new)) = slug(old).zip(slug(new)) else { return Vec::new() };
    let all = memo.catalogue.versions();
    // What is called as the index of its folder stands beside it.
    let versions = all.get(new).or_else(|| all.get("index").filter(|_| new == "index_"));
    let names = versions
        .into_iter()
        .flat_map(|versions| &versions.0)
        .flat_map(|version| [version.name.to_string(), format!("{}~changes", version.name)]);
    let names = names.chain(versions.into_iter().flat_map(|_| ["index", "~changes"].map(String::from)));
    names
        .map(|name| (RelPath::new(&format!("documents/{old}.v/{name}.html")), RelPath::new(&format!("documents/{new}.v/{name}.html"))))
        .collect()
}

/// Looks at all that is published once, for what the wishes ask.
fn living<'m>(memo: &'m Memo, config: &Config, wishes: &[Wish<'_>]) -> Living<'m> {
    let mut wanted: FxHashSet<RelPath> = FxHashSet::default();
    let mut asked: FxHashSet<String> = FxHashSet::default();
    for wish in wishes {
        let page = match &wish.to {
            End::Page(page) => page.clone(),
            End::Address(address) => address.file(),
        };
        asked.insert(lower(&page).into_owned());
        if let Ok(old) = &wish.old {
            let file = old.file();
            for (old, new) in variants(&file, &page, config).chain(versions(&file, &page, memo)) {
                asked.insert(lower(&old).into_owned());
                wanted.insert(new);
            }
            asked.extend(above(&file).map(|above| lower(&above).into_owned()));
            asked.insert(lower(&file).into_owned());
            wanted.insert(file);
        }
        wanted.insert(page);
    }
    let mut living = Living { pages: FxHashSet::default(), taken: FxHashMap::default() };
    let pages = memo.pages.units.iter().flat_map(|(_, unit)| unit.published());
    for path in pages.chain(memo.pages.plain.keys()) {
        if wanted.contains(path) {
            living.pages.insert(path);
        }
        let lower = lower(path);
        if asked.contains(&*lower) {
            // The very one before one that differs in capitals.
            living.taken.entry(lower.into_owned()).or_insert(path);
        }
    }
    living
}

/// The pages of all texts, shown or not.
fn pages_of_texts(memo: &Memo) -> FxHashSet<RelPath> {
    memo.inputs.documents.values().map(|text| RelPath::new(&address::text(&text.path, &text.slug))).collect()
}

/// The page to which an end comes at last, and the place on it; else why it comes to none, and how far it comes.
fn follow(wish: &Wish<'_>, next: &BTreeMap<RelPath, End>, living: &Living<'_>) -> Result<(RelPath, String), (Message, RelPath)> {
    let (mut at, mut fragment) = match &wish.to {
        End::Page(page) => (page.clone(), String::new()),
        End::Address(address) => (address.file(), address.fragment.clone()),
    };
    let start = at.clone();
    for _ in 0..LONGEST {
        if living.pages.contains(&at) {
            return Ok((at, fragment));
        }
        match next.get(&at) {
            Some(End::Page(page)) => at = page.clone(),
            Some(End::Address(address)) => {
                at = address.file();
                if !address.fragment.is_empty() {
                    fragment.clone_from(&address.fragment);
                }
            }
            None => return Err((say::address_nowhere(wish.written, &at), at)),
        }
        if at == start {
            break;
        }
    }
    Err((say::address_circle(wish.written), at))
}

fn unfit_finding(config: &Config, wish: &Wish<'_>, unfit: Unfit) -> Diagnostic {
    let base = if config.base_url.is_empty() { "base-url" } else { &config.base_url };
    let (message, hint) = match unfit {
        Unfit::Outside => (say::alias_outside(wish.written), say::alias_outside_hint(base)),
        Unfit::Form => (say::alias_form(wish.written), say::alias_form_hint()),
    };
    at(wish, Diagnostic::error(&wish.file, message).hint(hint))
}

fn at(wish: &Wish<'_>, found: Diagnostic) -> Diagnostic {
    match wish.place {
        Some(place) => found.at(place),
        None => found,
    }
}

/// The paths of the folders above a file.
fn above(file: &RelPath) -> impl Iterator<Item = RelPath> + use<'_> {
    let text = file.as_str();
    text.match_indices('/').filter_map(move |(end, _)| text.get(..end)).map(RelPath::new)
}

fn is_page(path: &RelPath) -> bool {
    ["html", "htm"].contains(&path.extension().as_str())
}

fn lower(path: &RelPath) -> Cow<'_, str> {
    if path.as_str().chars().any(char::is_uppercase) { Cow::Owned(path.as_str().to_lowercase()) } else { Cow::Borrowed(path.as_str()) }
}

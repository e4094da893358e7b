//! The stemmers that Snowball makes of its sources, and the same in JavaScript. Written by `tools/make_stemmers.py`.

mod arabic;
mod armenian;
mod basque;
mod catalan;
mod czech;
mod danish;
mod dutch;
mod english;
mod esperanto;
mod estonian;
mod finnish;
mod french;
mod german;
mod greek;
mod hindi;
mod hungarian;
mod indonesian;
mod irish;
mod italian;
mod lithuanian;
mod nepali;
mod norwegian;
mod persian;
mod polish;
mod portuguese;
mod romanian;
mod russian;
mod serbian;
mod sesotho;
mod spanish;
mod swedish;
mod tamil;
mod turkish;
mod yiddish;

use crate::runtime::SnowballEnv;

/// Name, stemmer, script, in the order of names.
pub const ALL: [(&str, fn(&mut SnowballEnv) -> bool, &str); 34] = [
    ("arabic", arabic::stem, include_str!("../script/arabic.js")),
    ("armenian", armenian::stem, include_str!("../script/armenian.js")),
    ("basque", basque::stem, include_str!("../script/basque.js")),
    ("catalan", catalan::stem, include_str!("../script/catalan.js")),
    ("czech", czech::stem, include_str!("../script/czech.js")),
    ("danish", danish::stem, include_str!("../script/danish.js")),
    ("dutch", dutch::stem, include_str!("../script/dutch.js")),
    ("english", english::stem, include_str!("../script/english.js")),
    ("esperanto", esperanto::stem, include_str!("../script/esperanto.js")),
    ("estonian", estonian::stem, include_str!("../script/estonian.js")),
    ("finnish", finnish::stem, include_str!("../script/finnish.js")),
    ("french", french::stem, include_str!("../script/french.js")),
    ("german", german::stem, include_str!("../script/german.js")),
    ("greek", greek::stem, include_str!("../script/greek.js")),
    ("hindi", hindi::stem, include_str!("../script/hindi.js")),
    ("hungarian", hungarian::stem, include_str!("../script/hungarian.js")),
    ("indonesian", indonesian::stem, include_str!("../script/indonesian.js")),
    ("irish", irish::stem, include_str!("../script/irish.js")),
    ("italian", italian::stem, include_str!("../script/italian.js")),
    ("lithuanian", lithuanian::stem, include_str!("../script/lithuanian.js")),
    ("nepali", nepali::stem, include_str!("../script/nepali.js")),
    ("norwegian", norwegian::stem, include_str!("../script/norwegian.js")),
    ("persian", persian::stem, include_str!("../script/persian.js")),
    ("polish", polish::stem, include_str!("../script/polish.js")),
    ("portuguese", portuguese::stem, include_str!("../script/portuguese.js")),
    ("romanian", romanian::stem, include_str!("../script/romanian.js")),
    ("russian", russian::stem, include_str!("../script/russian.js")),
    ("serbian", serbian::stem, include_str!("../script/serbian.js")),
    ("sesotho", sesotho::stem, include_str!("../script/sesotho.js")),
    ("spanish", spanish::stem, include_str!("../script/spanish.js")),
    ("swedish", swedish::stem, include_str!("../script/swedish.js")),
    ("tamil", tamil::stem, include_str!("../script/tamil.js")),
    ("turkish", turkish::stem, include_str!("../script/turkish.js")),
    ("yiddish", yiddish::stem, include_str!("../script/yiddish.js")),
];

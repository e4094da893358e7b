//! Documents and the works they cite, by year.

use std::collections::BTreeMap;

use crate::{
    base::Date,
    site::view::{Timeline, TimelineBar, TimelineRow, TimelineTick},
};

/// The drawing, in units of its own (the template scales it).
const WIDTH: u32 = 960;
/// How high the bars above the axis may be, and those below it.
const HALF: u32 = 96;
/// Where the words of the axis stand, between the two halves.
const AXIS: u32 = 32;
/// A bar for one thing is not higher than this.
const UNIT: u32 = 16;
/// How many bars there may be.
const MOST: i32 = 72;
/// How many years a bar may stand for.
const STEPS: [i32; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/// How many words the axis has room for.
const TICKS: i32 = 8;

/// How many there are of a year, and where the year's own list is, seen from the front.
pub type Year = (usize, String);

/// Draws the timeline. There is none of a single year: it would say nothing.
pub fn make(documents: &BTreeMap<i32, Year>, works: &BTreeMap<i32, Year>, undated: usize) -> Timeline {
    let years = || documents.keys().chain(works.keys()).copied();
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return Timeline::default() };
    if first == last {
        return Timeline::default();
    }
    let step = STEPS.into_iter().find(|step| bin(last, *step) - bin(first, *step) < MOST).unwrap_or(1000);
    let (start, end) = (bin(first, step), bin(last, step));
    let bins = u32::try_from(end - start + 1).unwrap_or(1);
    // A few bars are not to be as broad as walls.
    let pitch = (WIDTH / bins.max(12)).max(3);
    let width = (pitch * bins).min(WIDTH);
    let place = |bin: i32| u32::try_from(bin - start).unwrap_or(0) * pitch;
    let bars = |counts: &BTreeMap<i32, Year>| -> Vec<TimelineBar> {
        let mut sums: BTreeMap<i32, Year> = BTreeMap::new();
        // Of several years the newest is linked: its list goes on with the others.
        for (year, (count, href)) in counts {
            let sum = sums.entry(bin(*year, step)).or_default();
            sum.0 += count;
            sum.1.clone_from(href);
        }
        let most = sums.values().map(|(count, _)| *count).max().unwrap_or(1).max(1);
        let unit = f64::from(UNIT).min(f64::from(HALF) / most as f64);
        sums.into_iter()
            .map(|(bin, (count, href))| {
                let height = ((count as f64 * unit).round() as u32).clamp(2, HALF);
                TimelineBar { date: written(bin, step), count, href, x: place(bin), y: 0, width: pitch - pitch.min(8) / 4, height }
            })
            .collect()
    };
    let every = (end - start + 1).div_euclid(TICKS).max(1);
    let every = [1, 2, 5, 10, 20, 50].into_iter().find(|nice| *nice >= every).unwrap_or(every);
    let ticks = (start..=end)
        .filter(|bin| bin.rem_euclid(every) == 0)
        // A word that would hang over the end is left out.
        .filter(|bin| place(*bin) + 20 <= width)
        .map(|bin| TimelineTick { date: Date::year(bin * step).to_string(), x: place(bin) + pitch / 2 })
        .collect();
    let (mut documents, mut works) = (bars(documents), bars(works));
    // The drawing is no higher than its bars.
    let highest = |bars: &[TimelineBar]| bars.iter().map(|bar| bar.height).max().unwrap_or(0);
    let (above, below) = (highest(&documents), highest(&works));
    documents.iter_mut().for_each(|bar| bar.y = above - bar.height);
    works.iter_mut().for_each(|bar| bar.y = above + AXIS);
    Timeline {
        // Whole, even if few years leave some of it empty.
        width: WIDTH,
        height: above + AXIS + below,
        axis: above + AXIS * 2 / 3,
        step: usize::try_from(step).unwrap_or(1),
        rows: rows(&documents, &works),
        documents,
        works,
        ticks,
        undated,
    }
}

/// Both kinds of bars in the order of their years.
fn rows(documents: &[TimelineBar], works: &[TimelineBar]) -> Vec<TimelineRow> {
    // By place, since dates of the years before 1 do not sort as words.
    let mut rows: BTreeMap<u32, TimelineRow> = BTreeMap::new();
    for bar in documents {
        let row = rows.entry(bar.x).or_default();
        (row.date, row.documents, row.documents_href) = (bar.date.clone(), bar.count, bar.href.clone());
    }
    for bar in works {
        let row = rows.entry(bar.x).or_default();
        (row.date, row.works, row.works_href) = (bar.date.clone(), bar.count, bar.href.clone());
    }
    rows.into_values().collect()
}

/// Which run of `step` years holds a year, counted from the year 0.
fn bin(year: i32, step: i32) -> i32 {
    year.div_euclid(step)
}

/// A run of years as EDTF.
fn written(bin: i32, step: i32) -> String {
    let first = Date::year(bin * step);
    if step == 1 { first.to_string() } else { format!("{first}/{}", Date::year(bin * step + step - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(documents: &[(i32, usize)], works: &[(i32, usize)], expected: &str) {
        let years = |counts: &[(i32, usize)]| counts.iter().map(|(year, count)| (*year, (*count, format!("#{year}")))).collect();
        let timeline = make(&years(documents), &years(works), 0);
        let bars = |bars: &[TimelineBar]| {
            bars.iter().map(|bar| format!("{}={}@{}x{}", bar.date, bar.count, bar.x, bar.height)).collect::<Vec<_>>().join(" ")
        };
        let ticks: Vec<&str> = timeline.ticks.iter().map(|tick| tick.date.as_str()).collect();
        assert_eq!(format!("{} | {} | {}", bars(&timeline.documents), bars(&timeline.works), ticks.join(" ")), expected);
        for bar in timeline.documents.iter().chain(&timeline.works) {
            assert!(bar.x + bar.width <= timeline.width && bar.y + bar.height <= timeline.height, "{bar:?}");
        }
    }

    #[test]
    fn years_become_bars() {
        check(&[], &[], " |  | ");
        check(&[(1999, 3)], &[], " |  | ");
        check(&[(1999, 3), (2001, 1)], &[(2000, 200)], "1999=3@0x48 2001=1@160x16 | 2000=200@80x96 | 1999 2000 2001");
        // A long run is drawn by decades and centuries, and years before Christ go before the others.
        check(&[(1843, 1), (2022, 2)], &[], "1840/1844=1@0x16 2020/2024=2@900x32 |  | 1850 1875 1900 1925 1950 1975 2000");
        check(&[(-43, 1), (1500, 1)], &[], "-0050/-0001=1@0x16 1500/1549=1@930x16 |  | 0000 0250 0500 0750 1000 1250 1500");
    }

    #[test]
    fn ten_thousand_years_are_no_wider_than_ten() {
        let years: BTreeMap<i32, Year> = (-5000..5000).map(|year| (year, (1, String::new()))).collect();
        let timeline = make(&years, &years, 0);
        assert!(timeline.documents.len() <= 72 && timeline.width <= WIDTH, "{}", timeline.documents.len());
        assert_eq!(timeline.documents.iter().map(|bar| bar.count).sum::<usize>(), 10_000);
    }
}

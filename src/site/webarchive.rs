//! Placeholder until merged.
use crate::base::Date;
pub fn copy(url: &str, date: Date) -> Option<String> {
    Some(format!("https://web.archive.org/web/{}/{url}", date.to_string().replace('-', "")))
}

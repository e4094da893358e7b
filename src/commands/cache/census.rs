//! What stood at which address at the last build. Losing it costs this: what is renamed until the next one is not noticed.

use std::{fs, path::Path};

use super::file::{FOLDER, put};
use crate::{base::Digest, build::addresses::Census};

const NAME: &str = "addresses";
const HEADER: &[u8] = b"scholion-addresses 3\n";

/// What the last build has left, and the digest of the file as it is kept.
pub fn load(root: &Path) -> (Census, Digest) {
    let bytes = fs::read(root.join(FOLDER).join(NAME)).unwrap_or_default();
    let census = bytes.strip_prefix(HEADER).and_then(|census| postcard::from_bytes(census).ok());
    (census.unwrap_or_default(), Digest::of(&bytes))
}

/// Keeps a census, unless the file that is `kept` has it. Whether it is kept.
pub fn save(root: &Path, census: &Census, kept: &mut Digest) -> bool {
    let Ok(bytes) = postcard::to_extend(census, HEADER.to_vec()) else { return false };
    let digest = Digest::of(&bytes);
    if digest != *kept && put(&root.join(FOLDER), NAME, &bytes).is_ok() {
        *kept = digest;
    }
    digest == *kept
}

//! When bodies that were fetched are let go.

use super::Memo;

/// Of more bytes than these fetched bodies are let go.
const MOST: u64 = 24 << 20;

/// How many units are made before it is looked whether there are: so many read no more than a few megabytes, and keep all processors busy.
pub(super) const UNITS: usize = 512;

impl Memo {
    /// Lets go the bodies that were fetched, if they are many. Nobody reads the catalogue now.
    pub(super) fn let_go_bodies(&mut self) {
        if let Some(bodies) = self.bodies.as_ref().filter(|bodies| bodies.given() > MOST) {
            bodies.reset();
            self.catalogue.let_go_bodies(&mut self.inputs.documents);
            self.catalogue.let_go_versions(&mut self.inputs.versions);
        }
    }
}

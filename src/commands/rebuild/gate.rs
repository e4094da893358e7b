//! The way to the disk, which a signal closes.

use std::{
    process,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use anyhow::Context;

use crate::{
    commands::{common::Common, say, terminal},
    public::Output,
};

/// The output folder while there is one. Who writes keeps it open meanwhile, so that the program never ends between
/// the beginning and the end of a write.
#[derive(Default)]
pub struct Gate(RwLock<Option<Output>>);

impl Gate {
    /// From now on Ctrl-C, SIGTERM and SIGHUP end the program in order: the write under way is finished, the list of
    /// published files is written, the folder is let go.
    ///
    /// A build that is cut off so has published some of its pages, each of them whole; the next goes on from there.
    pub fn end_on_signals(self: &Arc<Self>, common: &Common) -> anyhow::Result<()> {
        let gate = Arc::clone(self);
        let quiet = common.quiet || common.json;
        let end = move || {
            let mut output = gate.writing();
            let closed = output.as_mut().map_or(Ok(()), Output::close);
            drop(output.take());
            let status = match closed {
                Ok(()) if quiet => 0,
                Ok(()) => {
                    say("stopped\n");
                    0
                }
                Err(error) => {
                    say(&format!("error: {error}\n"));
                    terminal::FAILED
                }
            };
            process::exit(terminal::end(status).into())
        };
        ctrlc::set_handler(end).context("cannot listen for signals")
    }

    /// For as long as it is held the program does not end. Not to be held while others may ask for it, too.
    pub fn open(&self) -> RwLockReadGuard<'_, Option<Output>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, alone.
    pub fn writing(&self) -> RwLockWriteGuard<'_, Option<Output>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

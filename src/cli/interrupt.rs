//! Ctrl-C and `kill`: a run that is stopped by them takes along what it was working on.
//!
//! Only working files are looked after, and only once there is one: any other run ends as the system ends it. The process
//! dies by the signal it was sent, so that a shell which waits for it knows. `kill -9` and a power cut leave a working file,
//! whose name (`.duizhao.….partial`) says what it is. On Windows nothing is looked after.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// The working files and folders that are there.
static WORKING: RwLock<BTreeSet<PathBuf>> = RwLock::new(BTreeSet::new());

/// A working file or folder. While this lives, a signal that ends the process removes it.
#[derive(Debug)]
pub(super) struct Working(PathBuf);

impl Working {
    pub(super) fn new(path: &Path) -> Self {
        listen();
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        WORKING.write().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        Self(path)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        WORKING.write().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Keeps a signal waiting for as long as what is returned lives: for what must not end half done.
#[cfg(feature = "store")]
pub(super) fn hold() -> std::sync::RwLockReadGuard<'static, BTreeSet<PathBuf>> {
    WORKING.read().unwrap_or_else(PoisonError::into_inner)
}

/// Sets up the handling of signals, once.
#[cfg(unix)]
fn listen() {
    use std::sync::Once;
    use std::{fs, thread};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it a signal ends the process as ever, and a working file stays.
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        thread::spawn(move || {
            for signal in signals.forever() {
                // Held to the end, so that nothing is made or put in its place any more.
                let working = WORKING.write().unwrap_or_else(PoisonError::into_inner);
                for path in working.iter() {
                    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
                }
                let _ = emulate_default_handler(signal);
            }
        });
    });
}

#[cfg(not(unix))]
fn listen() {}

//! Names over the files of one run: what one file calls otherwise than a file before it did.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::{Checked, Job};
use crate::check::{self, Detail, Finding, Mark, Sort};
use crate::report::Alarm;
use crate::source::Span;

/// What a file calls something, ready to be reported should another file have called it otherwise.
#[derive(Debug)]
pub(super) struct Named {
    /// What it is a name of.
    pub(super) sort: Sort,
    /// What it is known by.
    pub(super) key: String,
    /// The file.
    pub(super) path: String,
    /// Its Chinese name.
    pub(super) zh: String,
    /// Its English name.
    pub(super) en: String,
    /// The finding as it is before the other name is known.
    pub(super) finding: Finding,
    /// All of the report but what it says.
    pub(super) alarm: Alarm,
}

/// The English names of the files that are done, by the Chinese ones: the first of each and its file.
#[derive(Debug, Default)]
pub(super) struct Known(RwLock<HashMap<(Sort, String), (String, String)>>);

/// More names than this are not kept, so that memory stays bounded.
const MOST: usize = 1 << 20;

impl Known {
    /// Whether a name may have to be reported or kept. Files are taken in by their order: what is known already stays.
    pub(super) fn is_news(&self, sort: Sort, key: &str, en: &str) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&(sort, key.to_owned())).is_none_or(|(name, _)| sort.differs(name, en))
    }

    /// Takes in the names of a file, in the order of the files, and adds to its findings those that differ from the first.
    pub(super) fn compare(&self, checked: &mut Checked, job: &Job<'_>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for mut named in std::mem::take(&mut checked.names) {
            let key = (named.sort, named.key);
            let Some((name, path)) = known.get(&key) else {
                if known.len() < MOST {
                    known.insert(key, (named.en, named.path));
                }
                continue;
            };
            if *path == named.path || !named.sort.differs(name, &named.en) {
                continue;
            }
            let whole = |text: &str| Some(Mark { span: Span::new(0, text.len()), fact: None });
            named.finding.detail = Detail::InFile { name: name.clone(), path: path.clone() };
            (named.finding.zh, named.finding.en) = (whole(&named.zh), whole(&named.en));
            let message = check::message(&named.finding, &named.zh, &named.en, job.ui);
            (named.alarm.message, named.alarm.help) = (message.text, message.help);
            checked.add(&named.alarm, job);
        }
    }
}

//! Names over the files of one run: what one file calls otherwise than a file before it did.

use std::collections::HashMap;

use super::{Checked, Job};
use crate::check::{self, Detail, Finding, Mark, Sort};
use crate::report::Alarm;
use crate::source::Span;

/// What a file calls something, ready to be reported should another file have called it otherwise.
#[derive(Debug)]
pub(super) struct Named {
    /// What it is a name of.
    pub(super) sort: Sort,
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
pub(super) struct Known(HashMap<(Sort, String), (String, String)>);

/// More names than this are not kept, so that memory stays bounded.
const MOST: usize = 1 << 20;

impl Known {
    /// Takes in the names of a file, in the order of the files, and adds to its findings those that differ from the first.
    pub(super) fn compare(&mut self, checked: &mut Checked, job: &Job<'_>) {
        for mut named in std::mem::take(&mut checked.names) {
            let key = (named.sort, check::called_key(&named.zh));
            let Some((name, path)) = self.0.get(&key) else {
                if self.0.len() < MOST {
                    self.0.insert(key, (named.en, named.path));
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

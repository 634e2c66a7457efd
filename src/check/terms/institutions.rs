//! Names of institutions: how they end in Chinese, and which words tell them in English.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::source::Span;

/// How the Chinese names of one sort of institution end.
pub(super) struct Ending {
    suffix: Finder<'static>,
    /// One of them stands in the English name.
    pub(super) heads: Vec<&'static str>,
}

/// All endings.
pub(super) static ENDINGS: LazyLock<Vec<Ending>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/check/institutions.tsv").lines().filter(|line| !line.starts_with('#'));
    let ending = |(suffix, heads): (&'static str, &'static str)| Ending {
        suffix: Finder::new(suffix),
        heads: heads.split(' ').collect(),
    };
    lines.filter_map(|line| line.split_once('\t')).map(ending).collect()
});

impl Ending {
    /// Whether a Chinese name ends so.
    pub(super) fn ends(&self, name: &str) -> bool {
        name.as_bytes().ends_with(self.suffix.needle())
    }

    /// Where it stands in a Chinese text.
    pub(super) fn places(&self, text: &str) -> impl Iterator<Item = Span> {
        let length = self.suffix.needle().len();
        self.suffix.find_iter(text.as_bytes()).map(move |at| Span::new(at, at + length))
    }
}

/// The capitalised phrases of an English sentence that hold one of `heads`: the Central Trust Bureau.
pub(super) fn phrases(text: &str, heads: &[&str]) -> Vec<Span> {
    const LINKS: &[&str] = &["of", "for", "and"];
    let mut found = Vec::new();
    let (mut run, mut has_head, mut linked, mut at): (Option<Span>, bool, bool, usize) = (None, false, false, 0);
    let mut close = |run: &mut Option<Span>, has_head: &mut bool| {
        if let Some(span) = run.take().filter(|span| *has_head && span.of(text).contains(' ')) {
            found.push(span);
        }
        *has_head = false;
    };
    for word in text.split(' ') {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.starts_with(char::is_uppercase);
        let opens = word.len() > bare.len() && !word.starts_with(bare);
        // "the" joins after a link alone: the Council of the Union, but not yesterday the Council.
        let links = run.is_some() && (LINKS.contains(&word) || word == "the" && linked);
        linked = links;
        if opens || !capital && !links {
            close(&mut run, &mut has_head);
        }
        if capital {
            let inner = start + word.find(bare).unwrap_or(0);
            let own = Span::new(inner, inner + bare.len());
            has_head |= heads.contains(&bare.strip_suffix("'s").unwrap_or(bare));
            run = Some(run.map_or(own, |run| run.join(own)));
            if !word.ends_with(bare) {
                close(&mut run, &mut has_head);
            }
        }
    }
    close(&mut run, &mut has_head);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_cut_around_their_head() {
        let found = |text: &'static str| {
            phrases(text, &["Bureau", "Council"]).into_iter().map(|span| span.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(
            found("Yesterday the Central Trust Bureau, and the Council of State, met."),
            ["Central Trust Bureau", "Council of State"]
        );
        assert_eq!(found("the bureau met in Nanjing"), Vec::<&str>::new());
    }
}

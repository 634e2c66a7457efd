//! What ties a bead: the words, numbers and names that speak for it.

use super::learned::Learned;
use super::side;
use super::ties::{Bond, Tie};
use super::vocabulary::{Gloss, Vocabulary};
use super::{Aligner, Prepared, SideText, shared_lexicon};
use crate::bitext::{Alignment, BlockKind, Segment};
use crate::source::Span;

/// Two pieces of text that stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Where it stands in the Chinese text.
    pub zh: Span,
    /// Where it stands in the English text.
    pub en: Span,
    /// How the two are tied.
    pub bond: LinkKind,
}

/// How two pieces of text are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// The English word is derived from a gloss, or a gloss from it.
    Family,
    /// The two keep meeting in this text.
    Learned,
    /// A gloss of the lexicon, the same value, the same word or name.
    Exact,
}

/// A tie to an English word with a larger share among running words tells nothing to a reader: 的 and *of*.
const COMMON: f32 = 4e-3;

impl Aligner {
    /// For each bead of `alignment`, what ties it, in the order of the Chinese text; of several ties of one piece the
    /// strongest.
    pub fn explain(&self, zh: &SideText<'_>, en: &SideText<'_>, alignment: &Alignment) -> Vec<Vec<Link>> {
        let bitext = Prepared::new(&self.lexicon, &self.terms, zh, en);
        let search = bitext.search();
        let reach: Vec<_> = alignment.beads.iter().flat_map(|bead| bead.zh.clone().map(|_| bead.en.clone())).collect();
        let reach = |i: usize| reach.get(i).cloned().unwrap_or(0..0);
        let ties = search.ties(0..bitext.zh.len(), reach);
        let learned = Learned::new(alignment.beads.iter().cloned(), 0..bitext.zh.len(), &search, &ties);
        let learned = search.learned_ties(&learned, 0..bitext.zh.len(), reach);
        let tells = |tie: &Tie| bitext.vocabulary.share(bitext.en.tokens[tie.en as usize].id) < COMMON;
        let links = |i: usize| {
            let mut links: Vec<Link> = ties
                .of(i, &(0..bitext.en.len()))
                .iter()
                .chain(learned.of(i, &(0..bitext.en.len())))
                .filter(|tie| tells(tie))
                .map(|tie| Link {
                    zh: bitext.zh.tokens[tie.zh as usize].span(),
                    en: bitext.en.tokens[tie.en as usize].span(),
                    bond: match tie.bond {
                        Bond::FAMILY => LinkKind::Family,
                        Bond::EXACT => LinkKind::Exact,
                        _ => LinkKind::Learned,
                    },
                })
                .collect();
            links.sort_by(|a, b| a.zh.cmp(&b.zh).then(b.bond.cmp(&a.bond)).then(a.en.cmp(&b.en)));
            links.dedup_by(|next, kept| {
                next.zh == kept.zh && (next.bond < kept.bond || next.en.of(en.text) == kept.en.of(en.text))
            });
            links
        };
        alignment.beads.iter().map(|bead| bead.zh.clone().flat_map(links).collect()).collect()
    }
}

/// The same where no document says how common a word is in it: *up* tells nothing either.
const COMMON_ANYWHERE: f32 = 2.5e-3;

/// A word that stands more often than this in a sentence ties nothing in particular.
const OFTEN: usize = 8;

/// What ties the part `within` of a sentence to its translation, by the lexicon and by how names are read: for a pair
/// without a document, where [`Aligner::explain`] would have nothing to learn from. In the order of the Chinese words; time
/// is that of reading both. Words that reach out of the part may be missing.
pub fn links(zh: &str, en: &str, within: Span) -> Vec<Link> {
    let lexicon = shared_lexicon();
    let mut vocabulary = Vocabulary::of_kin(&lexicon, en.len());
    let segment = |span: Span| [Segment { span, block: 0, kind: BlockKind::Paragraph }];
    let whole = segment(Span::new(0, en.len()));
    let part = whole_words(zh, within);
    let en_side = side::read_en(&SideText { text: en, segments: &whole, facts: &[] }, &mut vocabulary);
    let zh_side = side::read_zh(&SideText { text: zh, segments: &segment(part), facts: &[] }, &mut vocabulary);
    let mut places: Vec<_> = en_side.tokens.iter().map(|token| (vocabulary.family(token.id), *token)).collect();
    places.sort_by_key(|(family, token)| (*family, token.span()));
    let mut links = Vec::new();
    // What begins a part like an item of a list is none.
    for token in zh_side.tokens.iter().filter(|token| token.kind != side::Kind::Number || part.start == 0) {
        for &Gloss { word: gloss, family, .. } in vocabulary.glosses(*token) {
            let from = places.partition_point(|(other, _)| *other < family);
            let here = places.get(from..).unwrap_or_default().iter().take_while(|(other, _)| *other == family);
            if here.clone().nth(OFTEN).is_some() {
                continue;
            }
            let tells = here.filter(|(_, word)| vocabulary.share(word.id) < COMMON_ANYWHERE);
            links.extend(tells.map(|(_, word)| Link {
                zh: token.span(),
                en: word.span(),
                bond: if word.id == gloss { LinkKind::Exact } else { LinkKind::Family },
            }));
        }
    }
    links.sort_by_key(|link| (link.zh, link.en, std::cmp::Reverse(link.bond)));
    links.dedup_by_key(|link| (link.zh, link.en));
    links
}

/// Whether the lexicon has `zh` as one Chinese word.
pub fn is_word(zh: &str) -> bool {
    let lexicon = shared_lexicon();
    let mut vocabulary = Vocabulary::of_kin(&lexicon, 0);
    let whole = Span::new(0, zh.len());
    let segments = [Segment { span: whole, block: 0, kind: BlockKind::Paragraph }];
    let side = side::read_zh(&SideText { text: zh, segments: &segments, facts: &[] }, &mut vocabulary);
    side.tokens.iter().any(|token| token.kind == side::Kind::Word && token.id != side::NOTHING && token.span() == whole)
}

/// Whether the lexicon has the English word `en`.
pub fn is_english(en: &str) -> bool {
    let lexicon = shared_lexicon();
    let mut vocabulary = Vocabulary::of_kin(&lexicon, en.len());
    let word = vocabulary.read_en(en, &mut Vec::new());
    vocabulary.is_known(word)
}

/// The span, widened so that its ends cut no word and no run of characters.
fn whole_words(text: &str, span: Span) -> Span {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '×' | '÷');
    let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    Span::new(before.trim_end_matches(goes_on).len(), text.len() - after.trim_start_matches(goes_on).len())
}

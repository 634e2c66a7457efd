use super::codec::{Damaged, Pool, Reader, Strings, Writer, code, decode, decode_optional, encode_optional};
use super::stored_fact::StoredFact;
use crate::bitext::{Bead, BlockKind, Segment};
use crate::check::{self, Bitext, Finding, Severity, Ui, Verdict};
use crate::quantity::CivilDate;
use crate::source::{Lang, Span};

/// A document as the corpus keeps it: its text, and what the walk said about it as places in that text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// What it is called: a path, or an archive's path and the path inside it. One document has it.
    pub path: String,
    /// SHA-256 of the bytes it was read from.
    pub hash: [u8; 32],
    /// The decoded text, both languages in it.
    pub text: String,
    /// The date of the document.
    pub date: Option<CivilDate>,
    /// The page it was printed on.
    pub page: Option<u32>,
    /// The Chinese headline.
    pub zh_title: String,
    /// The English headline.
    pub en_title: String,
    /// Segments, beads, facts, findings and terms.
    pub walk: Walk,
}

/// What the walk said about a text. Spans are in [`Entry::text`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Walk {
    /// The Chinese segments in order.
    pub zh: Vec<Segment>,
    /// The English segments in order.
    pub en: Vec<Segment>,
    /// The beads in order; they cover each segment once.
    pub beads: Vec<Bead>,
    /// The document's own glossary: Chinese term, English term.
    pub terms: Vec<(Span, Span)>,
    /// The facts of both sides: Chinese, then English, each in order.
    pub facts: Vec<StoredFact>,
    /// What became of the facts; indices are those of `facts`.
    pub verdicts: Vec<StoredVerdict>,
    /// The findings in the order of the check.
    pub findings: Vec<StoredFinding>,
}

/// What became of a fact, or of two that fill the same slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerdict {
    /// The Chinese fact.
    pub zh: Option<usize>,
    /// The English fact.
    pub en: Option<usize>,
    /// Whether the other side says the same, here or elsewhere in the document.
    pub agrees: bool,
    /// The rule that speaks of it.
    pub rule: Option<String>,
}

/// A finding in words and places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFinding {
    /// The rule's name.
    pub rule: String,
    /// Its severity.
    pub severity: Severity,
    /// What it says, in English.
    pub message: String,
    /// What would be right, in English.
    pub help: Option<String>,
    /// What it says, in Chinese.
    pub zh_message: String,
    /// What would be right, in Chinese.
    pub zh_help: Option<String>,
    /// The place on the Chinese side.
    pub zh: Option<Span>,
    /// The place on the English side.
    pub en: Option<Span>,
}

/// The first byte of a record: how the rest is written.
const VERSION: u8 = 2;

const BLOCKS: &[BlockKind] = &[
    BlockKind::Headline,
    BlockKind::Dateline,
    BlockKind::Byline,
    BlockKind::Paragraph,
    BlockKind::Verse,
    BlockKind::ListItem,
    BlockKind::TableRow,
    BlockKind::Note,
    BlockKind::RunningHead,
];

const SEVERITIES: &[Severity] = &[Severity::Note, Severity::Warning, Severity::Error];

impl Walk {
    /// What a store keeps of a checked bitext whose two sides stand in one text.
    pub fn new(bitext: &Bitext<'_>, verdicts: &[Verdict], findings: &[Finding], terms: Vec<(Span, Span)>) -> Self {
        let Bitext { zh, en, alignment, date } = bitext;
        let facts = zh.facts.iter().chain(en.facts).map(|fact| StoredFact::new(fact, *date)).collect();
        let verdicts = verdicts.iter().map(|verdict| StoredVerdict {
            zh: verdict.zh,
            en: verdict.en.map(|at| zh.facts.len() + at),
            agrees: verdict.agrees,
            rule: verdict.rule.map(|rule| rule.name.to_owned()),
        });
        let findings = findings.iter().map(|finding| {
            let [said, zh_said] = [Ui::En, Ui::Zh].map(|ui| check::message(finding, zh.text, en.text, ui));
            StoredFinding {
                rule: finding.rule.name.to_owned(),
                severity: finding.severity,
                message: said.text,
                help: said.help,
                zh_message: zh_said.text,
                zh_help: zh_said.help,
                zh: finding.zh.map(|mark| mark.span),
                en: finding.en.map(|mark| mark.span),
            }
        });
        Self {
            zh: zh.segments.to_vec(),
            en: en.segments.to_vec(),
            beads: alignment.beads.iter().map(kept).collect(),
            terms,
            facts,
            verdicts: verdicts.collect(),
            findings: findings.collect(),
        }
    }

    /// The bytes of the record. The layout comes first, so that a search need not read the rest.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer { bytes: vec![VERSION] };
        for segments in [&self.zh, &self.en] {
            writer.size(segments.len());
            let (mut last, mut block) = (0, 0);
            for segment in segments {
                writer.span(segment.span, &mut last);
                let step = segment.block.saturating_sub(block) as u64;
                block = segment.block;
                writer.number(step * BLOCKS.len() as u64 + code(BLOCKS, &segment.kind));
            }
        }
        writer.size(self.beads.len());
        for bead in &self.beads {
            writer.size(bead.zh.len());
            writer.size(bead.en.len());
            writer.number(u64::from(to_steps(bead.probability)));
        }
        writer.size(self.terms.len());
        let mut last = 0;
        for &(zh, en) in &self.terms {
            writer.span(zh, &mut last);
            writer.span(en, &mut last);
        }
        let mut pool = Pool::default();
        let mut rest = Writer::default();
        self.encode_facts(&mut rest, &mut pool);
        pool.write(&mut writer);
        writer.bytes.extend_from_slice(&rest.bytes);
        writer.bytes
    }

    fn encode_facts(&self, writer: &mut Writer, pool: &mut Pool) {
        writer.size(self.facts.len());
        let mut last = 0;
        for fact in &self.facts {
            fact.encode(writer, pool, &mut last);
        }
        writer.size(self.verdicts.len());
        for verdict in &self.verdicts {
            for side in [verdict.zh, verdict.en] {
                writer.size(side.map_or(0, |at| at + 1));
            }
            writer.number(pool.number(verdict.rule.as_deref()) << 1 | u64::from(verdict.agrees));
        }
        writer.size(self.findings.len());
        for finding in &self.findings {
            writer.number(pool.number(Some(&finding.rule)));
            writer.number(code(SEVERITIES, &finding.severity));
            let (help, zh_help) = (finding.help.as_deref(), finding.zh_help.as_deref());
            for said in [Some(finding.message.as_str()), help, Some(&finding.zh_message), zh_help] {
                writer.number(pool.number(said));
            }
            for span in [finding.zh, finding.en] {
                encode_optional(writer, span, &mut last);
            }
        }
    }

    /// The walk that [`Walk::encode`] wrote.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader::new(bytes);
        let mut walk = Self::decode_layout_from(&mut reader)?;
        let strings = Strings::read(&mut reader)?;
        let mut last = 0;
        let facts = reader.count()?;
        walk.facts.reserve(facts);
        for _ in 0..facts {
            walk.facts.push(StoredFact::decode(&mut reader, &strings, &mut last)?);
        }
        for _ in 0..reader.count()? {
            let (zh, en) = (reader.size()?.checked_sub(1), reader.size()?.checked_sub(1));
            if zh.max(en).is_some_and(|at| at >= walk.facts.len()) {
                return Err(reader.damaged());
            }
            let agrees_and_rule = reader.size()?;
            let rule = (agrees_and_rule >> 1).checked_sub(1).map(|at| strings.get(at).ok_or(reader.damaged()));
            let rule = rule.transpose()?.map(str::to_owned);
            walk.verdicts.push(StoredVerdict { zh, en, agrees: agrees_and_rule & 1 == 1, rule });
        }
        for _ in 0..reader.count()? {
            let rule = strings.next(&mut reader)?.ok_or(reader.damaged())?.to_owned();
            let severity = decode(SEVERITIES, &mut reader)?;
            let message = strings.next(&mut reader)?.ok_or(reader.damaged())?.to_owned();
            let help = strings.next(&mut reader)?.map(str::to_owned);
            let zh_message = strings.next(&mut reader)?.ok_or(reader.damaged())?.to_owned();
            let zh_help = strings.next(&mut reader)?.map(str::to_owned);
            let zh = decode_optional(&mut reader, &mut last)?;
            let en = decode_optional(&mut reader, &mut last)?;
            walk.findings.push(StoredFinding { rule, severity, message, help, zh_message, zh_help, zh, en });
        }
        if reader.is_done() { Ok(walk) } else { Err(reader.damaged()) }
    }

    /// Segments, beads and terms alone: all that a search needs.
    pub(super) fn decode_layout(bytes: &[u8]) -> Result<Self, Damaged> {
        Self::decode_layout_from(&mut Reader::new(bytes))
    }

    fn decode_layout_from(reader: &mut Reader<'_>) -> Result<Self, Damaged> {
        if reader.byte()? != VERSION {
            return Err(reader.damaged());
        }
        let mut walk = Self::default();
        for segments in [&mut walk.zh, &mut walk.en] {
            let (mut last, mut block) = (0, 0_usize);
            for _ in 0..reader.count()? {
                let span = reader.span(&mut last)?;
                let block_and_kind = reader.size()?;
                block = block.checked_add(block_and_kind / BLOCKS.len()).ok_or(reader.damaged())?;
                segments.push(Segment { span, block, kind: BLOCKS[block_and_kind % BLOCKS.len()] });
            }
        }
        let (mut zh, mut en) = (0_usize, 0_usize);
        for _ in 0..reader.count()? {
            let ends = (zh.checked_add(reader.size()?), en.checked_add(reader.size()?));
            let (Some(zh_end), Some(en_end)) = ends else { return Err(reader.damaged()) };
            if zh_end > walk.zh.len() || en_end > walk.en.len() {
                return Err(reader.damaged());
            }
            let probability = from_steps(reader.number()?);
            walk.beads.push(Bead { zh: zh..zh_end, en: en..en_end, probability });
            (zh, en) = (zh_end, en_end);
        }
        let mut last = 0;
        for _ in 0..reader.count()? {
            walk.terms.push((reader.span(&mut last)?, reader.span(&mut last)?));
        }
        Ok(walk)
    }

    /// The same walk in a text in which the side of `lang` begins `bytes` later.
    #[must_use]
    pub fn shifted(mut self, lang: Lang, bytes: usize) -> Self {
        let shift = |span: &mut Option<Span>| *span = span.map(|span| span.shifted(bytes));
        let segments = if lang == Lang::Zh { &mut self.zh } else { &mut self.en };
        for segment in segments {
            segment.span = segment.span.shifted(bytes);
        }
        for fact in self.facts.iter_mut().filter(|fact| fact.lang == lang) {
            fact.span = fact.span.shifted(bytes);
            [&mut fact.of, &mut fact.when, &mut fact.place].into_iter().for_each(shift);
        }
        for finding in &mut self.findings {
            shift(if lang == Lang::Zh { &mut finding.zh } else { &mut finding.en });
        }
        self
    }

    /// The segments of one side.
    pub fn segments(&self, lang: Lang) -> &[Segment] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Where one side of a bead stands: from its first segment to the end of its last; `None` where it is empty.
    pub fn bead_span(&self, bead: &Bead, lang: Lang) -> Option<Span> {
        let range = match lang {
            Lang::Zh => bead.zh.clone(),
            Lang::En => bead.en.clone(),
        };
        let segments = self.segments(lang).get(range)?;
        Some(segments.first()?.span.join(segments.last()?.span))
    }

    /// The bead whose segments of `lang` cover byte `at`.
    pub fn bead_at(&self, lang: Lang, at: usize) -> Option<usize> {
        let segment = self.segments(lang).partition_point(|segment| segment.span.start <= at).checked_sub(1)?;
        let end = |bead: &Bead| if lang == Lang::Zh { bead.zh.end } else { bead.en.end };
        let bead = self.beads.partition_point(|bead| end(bead) <= segment);
        (bead < self.beads.len()).then_some(bead)
    }
}

/// The bead with what a record keeps of its probability.
fn kept(bead: &Bead) -> Bead {
    Bead { probability: from_steps(u64::from(to_steps(bead.probability))), ..bead.clone() }
}

/// A probability in 65,535 steps: what a record keeps of it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…1 before")]
fn to_steps(probability: f64) -> u16 {
    (probability.clamp(0.0, 1.0) * f64::from(u16::MAX)).round() as u16
}

fn from_steps(steps: u64) -> f64 {
    f64::from(u16::try_from(steps).unwrap_or(u16::MAX)) / f64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::stored_fact::tests::{fact, span};
    use super::*;
    use proptest::prelude::*;
    use proptest::{collection::vec, option, sample::select};

    fn segments() -> impl Strategy<Value = Vec<Segment>> {
        vec((span(), 0_usize..3, select(BLOCKS)), 0..6).prop_map(|parts| {
            let mut block = 0;
            let segment = |(span, step, kind)| {
                block += step;
                Segment { span, block, kind }
            };
            parts.into_iter().map(segment).collect()
        })
    }

    fn walk() -> impl Strategy<Value = Walk> {
        let said = || (".{0,5}", option::of(".{0,5}"));
        let finding = ("[a-z-]{1,6}", select(SEVERITIES), said(), said(), option::of(span()), option::of(span()))
            .prop_map(|(rule, severity, (message, help), (zh_message, zh_help), zh, en)| StoredFinding {
                rule,
                severity,
                message,
                help,
                zh_message,
                zh_help,
                zh,
                en,
            });
        (segments(), segments(), vec((span(), span()), 0..3), vec(fact(), 1..8), vec(finding, 0..3), any::<u16>())
            .prop_map(|(zh, en, terms, facts, findings, steps)| {
                let probability = from_steps(u64::from(steps));
                let beads = vec![Bead { zh: 0..zh.len(), en: 0..en.len(), probability }];
                let last = facts.len() - 1;
                let verdicts = vec![
                    StoredVerdict { zh: Some(0), en: Some(last), agrees: true, rule: None },
                    StoredVerdict { zh: None, en: Some(last), agrees: false, rule: Some("fact-added".to_owned()) },
                ];
                Walk { zh, en, beads, terms, facts, verdicts, findings }
            })
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(walk in walk()) {
            let bytes = walk.encode();
            prop_assert_eq!(Walk::decode(&bytes), Ok(walk.clone()));
            let layout = Walk::decode_layout(&bytes).unwrap();
            prop_assert_eq!((layout.zh, layout.en, layout.beads), (walk.zh, walk.en, walk.beads));
        }

        #[test]
        fn a_damaged_record_is_an_error_and_no_panic(walk in walk(), at: prop::sample::Index, byte: u8) {
            let mut bytes = walk.encode();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = Walk::decode(&bytes);
            prop_assert!(Walk::decode(&bytes[..at]).is_err());
        }
    }
}

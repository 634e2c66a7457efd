//! The aligner on texts small enough to judge by eye, and its promises on any text.

use duizhao::align::{Aligner, SideText};
use duizhao::bitext::{Alignment, BlockKind, Segment};
use duizhao::facts::{self, Context, Fact};
use duizhao::source::{Lang, Span};

struct Lines {
    text: String,
    segments: Vec<Segment>,
    facts: Vec<Fact>,
}

impl Lines {
    fn new(lines: &[&str], lang: Lang) -> Self {
        let mut side = Self { text: String::new(), segments: Vec::new(), facts: Vec::new() };
        for line in lines {
            let start = side.text.len();
            side.text.push_str(line);
            let span = Span::new(start, side.text.len());
            side.segments.push(Segment { span, block: 0, kind: BlockKind::Paragraph });
            let reading = facts::read(line, lang, Context::default());
            side.facts.extend(reading.facts.into_iter().map(|fact| fact.shifted(start)));
            side.text.push('\n');
        }
        side
    }

    fn side(&self) -> SideText<'_> {
        SideText { text: &self.text, segments: &self.segments, facts: &self.facts }
    }
}

fn align(zh: &[&str], en: &[&str]) -> Alignment {
    let (zh, en) = (Lines::new(zh, Lang::Zh), Lines::new(en, Lang::En));
    Aligner::new().align(&zh.side(), &en.side())
}

fn shapes(alignment: &Alignment) -> String {
    alignment.beads.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_side_leaves_the_other_alone() {
    assert_eq!(shapes(&align(&[], &[])), "");
    assert_eq!(shapes(&align(&["下雨了。", "我们走吧。"], &[])), "1-0 1-0");
    assert_eq!(shapes(&align(&[], &["It rained."])), "0-1");
}

#[test]
fn a_sentence_translated_by_two_is_one_bead() {
    let zh = ["他推开门，看见屋里一个人也没有，桌上的茶还是热的。", "“有人吗？”他问。", "没有人回答。"];
    let en = [
        "He pushed the door open and saw nobody in the room.",
        "The tea on the table was still hot.",
        "“Anyone here?” he asked.",
        "Nobody answered.",
    ];
    assert_eq!(shapes(&align(&zh, &en)), "1-2 1-1 1-1");
}

#[test]
fn same_input_gives_same_output() {
    let zh = ["第一句。", "第二句，长一些的一句话。", "第三句？"];
    let en = ["The first one.", "The second, a sentence that is a little longer.", "The third?"];
    assert_eq!(align(&zh, &en), align(&zh, &en));
}

proptest::proptest! {
    #[test]
    fn each_segment_is_in_exactly_one_bead(
        zh in proptest::collection::vec("[一-十。？“”0-9a-zA ]{0,12}", 0..24),
        en in proptest::collection::vec("[a-cA-C.?\"0-9 ]{0,30}", 0..24),
    ) {
        let (zh, en): (Vec<_>, Vec<_>) = (zh.iter().map(String::as_str).collect(), en.iter().map(String::as_str).collect());
        let alignment = align(&zh, &en);
        proptest::prop_assert!(alignment.covers(zh.len(), en.len()));
        proptest::prop_assert!(alignment.beads.iter().all(|bead| (0.0..=1.0).contains(&bead.probability)));
    }
}

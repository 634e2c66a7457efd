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

/// Sentences that differ in their words, so that each can be told.
fn chapter(from: usize, count: usize) -> (Vec<String>, Vec<String>) {
    const ZH: [&str; 8] = ["老师", "医院", "火车", "苹果", "河流", "警察", "音乐", "冬天"];
    const EN: [&str; 8] = ["teacher", "hospital", "train", "apple", "river", "police", "music", "winter"];
    let digits = |at: usize| [at % 8, at / 8 % 8, at / 64 % 8];
    (from..from + count)
        .map(|at| {
            let [a, b, c] = digits(at * 37);
            let zh = format!("第{at}天，{}和{}都没有忘记{}。", ZH[a], ZH[b], ZH[c]);
            (zh, format!("On day {at} the {} and the {} did not forget the {}.", EN[a], EN[b], EN[c]))
        })
        .unzip()
}

fn strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

#[test]
fn a_chapter_that_one_side_lacks_is_left_alone() {
    let (zh, en) = chapter(0, 1500);
    let kept: Vec<String> = [&en[..600], &en[900..]].concat();
    let alignment = align(&strs(&zh), &strs(&kept));
    assert!(alignment.covers(1500, 1200));
    let right = alignment.beads.iter().filter(|bead| {
        let shift = if bead.zh.start < 600 { 0 } else { 300 };
        bead.is_match() && bead.zh.len() == 1 && bead.en == (bead.zh.start - shift..bead.zh.end - shift)
    });
    assert!(right.count() > 1190, "{}", shapes(&alignment));
}

#[test]
fn texts_that_say_nothing_still_come_out_whole() {
    // The same sentence over and over; sides of very different length; sides that are swapped.
    let (zh, en) = (vec!["好。"; 3000], vec!["Good."; 2900]);
    assert!(align(&zh, &en).covers(3000, 2900));
    let (zh, en) = chapter(0, 40);
    assert!(align(&strs(&zh[..12]), &strs(&en)).covers(12, 40));
    let swapped = align(&strs(&en), &strs(&zh));
    assert!(swapped.covers(40, 40));
}

#[test]
fn a_missing_chapter_and_a_long_text_of_one_sentence_end_soon() {
    let (zh, en) = (vec!["好。"; 4000], vec!["Good."; 4000]);
    assert!(align(&zh, &en).beads.iter().all(|bead| (bead.zh.len(), bead.en.len()) == (1, 1)));
    let (zh, en) = chapter(0, 3000);
    let kept: Vec<String> = [&zh[..500], &zh[2500..]].concat();
    let alignment = align(&strs(&kept), &strs(&en));
    let right = alignment.beads.iter().filter(|bead| {
        let shift = if bead.zh.start < 500 { 0 } else { 2000 };
        (bead.zh.len(), bead.en.clone()) == (1, bead.zh.start + shift..bead.zh.end + shift)
    });
    assert!(right.count() > 990, "{}", shapes(&alignment));
}

#[test]
fn paragraphs_decide_where_words_do_not() {
    let zh = ["“好。”", "“好。”", "“好。”", "“好。”"];
    let en = ["“Good.”", "“Good.”", "“Good.”"];
    let borders = |zh_blocks: [usize; 4], en_blocks: [usize; 3]| {
        let (mut zh, mut en) = (Lines::new(&zh, Lang::Zh), Lines::new(&en, Lang::En));
        zh.segments.iter_mut().zip(zh_blocks).for_each(|(segment, block)| segment.block = block);
        en.segments.iter_mut().zip(en_blocks).for_each(|(segment, block)| segment.block = block);
        let alignment = Aligner::new().align(&zh.side(), &en.side());
        alignment.beads.iter().map(|bead| (bead.zh.end, bead.en.end)).collect::<Vec<_>>()
    };
    assert!(borders([0, 0, 1, 1], [0, 1, 1]).contains(&(2, 1)));
    assert!(borders([0, 0, 1, 1], [0, 0, 1]).contains(&(2, 2)));
}

#[test]
fn a_clause_goes_where_the_order_of_words_puts_it() {
    // "the station" is in both Chinese sentences: at the end of the first and at the end of the second.
    let zh = ["她把信寄给了弟弟，然后走到车站。", "弟弟收到信以后，也赶到了车站。"];
    let en = [
        "She posted the letter to her brother.",
        "Then she walked to the station.",
        "When her brother had got the letter, he hurried to the station too.",
    ];
    assert_eq!(shapes(&align(&zh, &en)), "1-2 1-1");
}

#[test]
fn items_are_told_by_their_numbers() {
    let zh = ["一、好。", "二、好。", "三、好。"];
    assert_eq!(shapes(&align(&zh, &["1.", "Good.", "2.", "Good.", "Good."])), "1-2 1-2 1-1");
    assert_eq!(shapes(&align(&zh, &["Good.", "2.", "Good.", "3.", "Good."])), "1-1 1-2 1-2");
}

#[test]
fn what_has_no_counterpart_is_told_by_its_words() {
    let (zh, en) = chapter(100, 12);
    let en: Vec<String> = [&en[..4], &en[5..]].concat();
    let alignment = align(&strs(&zh), &strs(&en));
    assert_eq!(shapes(&alignment), "1-1 1-1 1-1 1-1 1-0 1-1 1-1 1-1 1-1 1-1 1-1 1-1");
}

#[test]
fn a_passage_that_stands_elsewhere_is_noticed() {
    let (zh, en) = chapter(0, 60);
    let later: Vec<String> = [&en[..8], &en[14..40], &en[8..14], &en[40..]].concat();
    let alignment = align(&strs(&zh), &strs(&later));
    assert!(alignment.covers(60, 60));
    let moved: Vec<_> = alignment.moved.iter().map(|moved| (moved.zh.clone(), moved.en.clone())).collect();
    assert_eq!(moved, [(8..14, 34..40)], "{}", shapes(&alignment));
    assert!(alignment.moved[0].probability > 0.8);
}

#[test]
fn what_is_missing_or_new_has_not_moved() {
    let (zh, en) = chapter(0, 60);
    let (others, _) = chapter(1000, 60);
    // Six sentences that the English lacks, and six in another place that the Chinese lacks.
    let zh: Vec<String> = [&zh[..40], &others[..6], &zh[40..54]].concat();
    let en: Vec<String> = [&en[..8], &en[14..]].concat();
    assert_eq!(align(&strs(&zh), &strs(&en)).moved, []);
    assert_eq!(align(&strs(&zh[..40]), &strs(&en[..34])).moved, []);
}

#[test]
fn terms_and_words_explain_a_bead() {
    let zh = Lines::new(&["甲乙丙公司在北京开会。"], Lang::Zh);
    let en = Lines::new(&["Foobar held a meeting in Beijing."], Lang::En);
    let aligner = Aligner::new().with_terms([("甲乙丙公司", "Foobar")]);
    let alignment = aligner.align(&zh.side(), &en.side());
    let links = aligner.explain(&zh.side(), &en.side(), &alignment);
    let said: Vec<_> = links.concat().iter().map(|link| (link.zh.of(&zh.text), link.en.of(&en.text))).collect();
    let said: Vec<String> = said.iter().map(|(zh, en)| format!("{zh}={en}")).collect();
    for tie in ["甲乙丙公司=Foobar", "北京=Beijing", "开会=meeting"] {
        assert!(said.iter().any(|said| said == tie), "{tie} in {said:?}");
    }
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

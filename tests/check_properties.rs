//! What must hold for any facts: the check is fair to both sides, silent about itself, and linear.

use std::time::{Duration, Instant};

use duizhao::align::SideText;
use duizhao::bitext::{Alignment, Bead, BlockKind, Segment};
use duizhao::check::{self, Bitext, Review};
use duizhao::facts::{Fact, Kind, Qualifier, Value};
use duizhao::quantity::{DatePoint, DateValue, Exact, Interval, Unit, Within, Year};
use duizhao::source::{Lang, Span};
use proptest::prelude::*;

/// Facts one after another in a text that says nothing else.
fn side(lang: Lang, facts: &[Fact]) -> (String, Vec<Fact>) {
    let mut text = String::new();
    let mut placed = Vec::new();
    for fact in facts {
        let start = text.len();
        text.push_str("##### ");
        placed.push(Fact { span: Span::new(start, start + 5), lang, ..*fact });
    }
    (text, placed)
}

fn check(zh: &[Fact], en: &[Fact]) -> Review {
    let (zh_text, zh) = side(Lang::Zh, zh);
    let (en_text, en) = side(Lang::En, en);
    let segment = |text: &str| [Segment { span: Span::new(0, text.len()), block: 0, kind: BlockKind::Paragraph }];
    let (zh_segments, en_segments) = (segment(&zh_text), segment(&en_text));
    let alignment = Alignment::from(vec![Bead { zh: 0..1, en: 0..1, probability: 1.0 }]);
    check::check(&Bitext {
        zh: SideText { text: &zh_text, segments: &zh_segments, facts: &zh },
        en: SideText { text: &en_text, segments: &en_segments, facts: &en },
        alignment: &alignment,
        date: None,
    })
}

fn number(value: Exact, precision: i8) -> Fact {
    Fact {
        span: Span::new(0, 0),
        lang: Lang::Zh,
        kind: Kind::Number,
        value: Value::Number(value),
        interval: Interval::point(value),
        unit: None,
        qualifier: None,
        precision,
        result: None,
        years: None,
        of: None,
        when: None,
        place: None,
    }
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let amount = (1_i128..2000, 0_u8..7, 0_u8..6).prop_map(|(mantissa, scale, sort)| {
        let power = Exact::power_of_ten(i32::from(scale)).unwrap();
        let value = Exact::integer(mantissa).checked_mul(power).unwrap();
        let fact = number(value, i8::try_from(scale).unwrap());
        let unit = |code| Unit::by_code(code);
        match sort {
            0 => Fact { kind: Kind::Money, unit: unit("CNY"), ..fact },
            1 => Fact { kind: Kind::Money, unit: unit("USD"), ..fact },
            2 => Fact { kind: Kind::Quantity, unit: unit("kg"), ..fact },
            3 => Fact { qualifier: Some(Qualifier::MoreThan), interval: Interval::above(value, false), ..fact },
            4 => Fact { kind: Kind::Ordinal, ..fact },
            _ => fact,
        }
    });
    let date = (1900_i32..2030, 1_u8..13, 1_u8..29).prop_map(|(year, month, day)| Fact {
        kind: Kind::Date,
        value: Value::Date(DateValue::Point(DatePoint {
            year: Year::Exactly(year),
            within: Within::Day(Some(month), day),
            ..DatePoint::default()
        })),
        interval: Interval { min: None, max: None, min_inclusive: false, max_inclusive: false },
        ..number(Exact::ZERO, 0)
    });
    prop_oneof![4 => amount, 1 => date]
}

/// A finding with its sides exchanged: what is missing in one is added in the other.
fn mirrored(review: &Review, mirror: bool) -> Vec<(String, &'static str, Option<usize>, Option<usize>)> {
    let mut lines: Vec<_> = review
        .findings
        .iter()
        .map(|finding| {
            let rule = match (finding.rule.name, mirror) {
                ("fact-missing", true) => "fact-added",
                ("fact-added", true) => "fact-missing",
                (name, _) => name,
            };
            let (zh, en) = (finding.zh.map(|mark| mark.span.start), finding.en.map(|mark| mark.span.start));
            let (left, right) = if mirror { (en, zh) } else { (zh, en) };
            (rule.to_owned(), finding.severity.name(), left, right)
        })
        .collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_text_agrees_with_itself(facts in prop::collection::vec(any_fact(), 0..12)) {
        let review = check(&facts, &facts);
        prop_assert!(review.findings.is_empty(), "{:?}", mirrored(&review, false));
        prop_assert_eq!(review.tally.total().agree, facts.len());
    }

    #[test]
    fn one_fact_against_another_is_judged_the_same_from_either_side(one in any_fact(), other in any_fact()) {
        let (there, back) = (check(&[one], &[other]), check(&[other], &[one]));
        prop_assert_eq!(mirrored(&there, false), mirrored(&back, true));
    }

    #[test]
    fn each_fact_is_in_one_finding_at_most(
        zh in prop::collection::vec(any_fact(), 0..15),
        en in prop::collection::vec(any_fact(), 0..15),
    ) {
        let review = check(&zh, &en);
        for mark in [|f: &check::Finding| f.zh, |f: &check::Finding| f.en] {
            let mut starts: Vec<_> = review.findings.iter().filter_map(mark).map(|mark| mark.span.start).collect();
            starts.sort_unstable();
            prop_assert!(starts.windows(2).all(|two| two[0] < two[1]));
        }
        let sum = review.tally.total();
        prop_assert!(review.findings.len() <= sum.agree + sum.differ + sum.only_zh + sum.only_en);
    }
}

/// A table of figures in one sentence: a few are changed, many are repeated.
fn table(rows: i128) -> Duration {
    let figure = |n: i128| number(Exact::integer(n % 7000 * 13 + 11), 0);
    let zh: Vec<Fact> = (0..rows).map(figure).collect();
    let en: Vec<Fact> = (0..rows).map(|n| figure(if n % 50 == 0 { n * 3 + 7 } else { n })).collect();
    let begun = Instant::now();
    let review = check(&zh, &en);
    assert!(review.tally.total().agree > 0);
    begun.elapsed()
}

#[test]
fn a_table_of_a_hundred_thousand_figures_takes_linear_time() {
    let small = table(20_000).max(Duration::from_millis(5));
    let large = table(100_000);
    // Five times the figures: quadratic time would be twenty-five times as much.
    assert!(large < small * 14, "{small:?} for 20,000 figures, {large:?} for 100,000");
}

#[test]
fn of_very_many_findings_the_first_are_listed_and_all_are_counted() {
    let zh: Vec<Fact> = (0..60_000).map(|n| number(Exact::integer(n + 11), 0)).collect();
    let review = check(&zh, &[]);
    assert_eq!(review.findings.len() + review.unlisted, zh.len());
    assert!(review.unlisted > 0 && review.tally.total().only_zh == zh.len());
}

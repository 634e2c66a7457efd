//! A fact as the corpus keeps it, and how a record holds it: what most facts have in common takes no room.

use super::codec::{Damaged, Pool, Reader, Strings, Writer, code, decode, decode_optional, encode_optional};
use crate::facts::{Fact, Kind, Qualifier, Value};
use crate::quantity::{CivilDate, Exact, Interval};
use crate::source::{Lang, Span};

/// A fact as the machine formats print it: what a later version computes differently does not change what was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the output contract and named as there")]
pub struct StoredFact {
    pub span: Span,
    pub lang: Lang,
    pub kind: Kind,
    pub value: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub min_inclusive: bool,
    pub max_inclusive: bool,
    pub unit: Option<String>,
    pub qualifier: Option<Qualifier>,
    pub edtf: Option<String>,
    pub resolved: Option<String>,
    pub duration: Option<String>,
    pub result: Option<String>,
    pub of: Option<Span>,
    pub when: Option<Span>,
    pub place: Option<Span>,
}

const KINDS: &[Kind] = &[
    Kind::Number,
    Kind::Ordinal,
    Kind::Percent,
    Kind::Fraction,
    Kind::Ratio,
    Kind::Multiple,
    Kind::Money,
    Kind::Quantity,
    Kind::Age,
    Kind::Temperature,
    Kind::Date,
    Kind::Period,
    Kind::Time,
    Kind::Datetime,
    Kind::Duration,
    Kind::Serial,
];

const QUALIFIERS: &[Option<Qualifier>] = &[
    None,
    Some(Qualifier::About),
    Some(Qualifier::Nearly),
    Some(Qualifier::MoreThan),
    Some(Qualifier::AtLeast),
    Some(Qualifier::LessThan),
    Some(Qualifier::AtMost),
    Some(Qualifier::Odd),
    Some(Qualifier::Several),
];

/// Which of a fact's fields differ from what most facts have: a Chinese or English point without anything else.
mod field {
    pub(super) const EN: u64 = 1;
    pub(super) const UNIT: u64 = 1 << 1;
    pub(super) const QUALIFIER: u64 = 1 << 2;
    /// `min` and `max` are the value, both included.
    pub(super) const POINT: u64 = 1 << 3;
    pub(super) const MIN_INCLUSIVE: u64 = 1 << 4;
    pub(super) const MAX_INCLUSIVE: u64 = 1 << 5;
    pub(super) const CALENDAR: u64 = 1 << 6;
    pub(super) const ABOUT: u64 = 1 << 7;
    pub(super) const RESULT: u64 = 1 << 8;
}

impl StoredFact {
    /// The fact as a store keeps it; `date`, the document's, resolves relative dates.
    pub(super) fn new(fact: &Fact, date: Option<CivilDate>) -> Self {
        let calendar = fact.value.as_date();
        let edtf = calendar.and_then(|value| value.edtf());
        let resolved = calendar.zip(date).and_then(|(value, date)| value.resolved(date).edtf());
        let value = calendar.is_none().then(|| fact.value.to_string());
        let Interval { min, max, min_inclusive, max_inclusive } = fact.interval;
        let end = |end: Option<Exact>| match (end, &value) {
            // Most facts claim their value: the text of it is there already.
            (Some(end), Some(value)) if fact.value == Value::Number(end) => Some(value.clone()),
            (end, _) => end.map(|end| end.to_string()),
        };
        Self {
            span: fact.span,
            lang: fact.lang,
            kind: fact.kind,
            min: end(min),
            max: end(max),
            value,
            min_inclusive,
            max_inclusive,
            unit: fact.unit.map(|unit| unit.code().to_owned()),
            qualifier: fact.qualifier,
            resolved: resolved.filter(|resolved| Some(resolved) != edtf.as_ref()),
            edtf,
            duration: fact.iso_duration(),
            result: fact.result.map(|result| result.to_string()),
            of: fact.of,
            when: fact.when,
            place: fact.place,
        }
    }

    pub(super) fn encode(&self, writer: &mut Writer, pool: &mut Pool, last: &mut usize) {
        let point = self.value.is_some()
            && self.min == self.value
            && self.max == self.value
            && self.min_inclusive
            && self.max_inclusive;
        let flag = |set: bool, flag: u64| if set { flag } else { 0 };
        let calendar = self.edtf.is_some() || self.resolved.is_some();
        let about = self.of.is_some() || self.when.is_some() || self.place.is_some();
        let result = self.duration.is_some() || self.result.is_some();
        let fields = flag(self.lang == Lang::En, field::EN)
            | flag(self.unit.is_some(), field::UNIT)
            | flag(self.qualifier.is_some(), field::QUALIFIER)
            | flag(point, field::POINT)
            | flag(self.min_inclusive, field::MIN_INCLUSIVE)
            | flag(self.max_inclusive, field::MAX_INCLUSIVE)
            | flag(calendar, field::CALENDAR)
            | flag(about, field::ABOUT)
            | flag(result, field::RESULT);
        writer.span(self.span, last);
        writer.number(code(KINDS, &self.kind));
        writer.number(fields);
        let mut string = |writer: &mut Writer, text: &Option<String>| writer.number(pool.number(text.as_deref()));
        string(writer, &self.value);
        if !point {
            string(writer, &self.min);
            string(writer, &self.max);
        }
        if self.unit.is_some() {
            string(writer, &self.unit);
        }
        if self.qualifier.is_some() {
            writer.number(code(QUALIFIERS, &self.qualifier));
        }
        if calendar {
            string(writer, &self.edtf);
            string(writer, &self.resolved);
        }
        if result {
            string(writer, &self.duration);
            string(writer, &self.result);
        }
        if about {
            let mut near = *last;
            for span in [self.of, self.when, self.place] {
                encode_optional(writer, span, &mut near);
            }
        }
    }

    pub(super) fn decode(reader: &mut Reader<'_>, strings: &Strings<'_>, last: &mut usize) -> Result<Self, Damaged> {
        let span = reader.span(last)?;
        let kind = decode(KINDS, reader)?;
        let fields = reader.number()?;
        let has = |flag: u64| fields & flag != 0;
        let string = |reader: &mut Reader<'_>| strings.next(reader).map(|text| text.map(str::to_owned));
        let value = string(reader)?;
        let (min, max) =
            if has(field::POINT) { (value.clone(), value.clone()) } else { (string(reader)?, string(reader)?) };
        let unit = if has(field::UNIT) { string(reader)? } else { None };
        let qualifier = if has(field::QUALIFIER) { decode(QUALIFIERS, reader)? } else { None };
        let (edtf, resolved) = if has(field::CALENDAR) { (string(reader)?, string(reader)?) } else { (None, None) };
        let (duration, result) = if has(field::RESULT) { (string(reader)?, string(reader)?) } else { (None, None) };
        let mut near = *last;
        let mut about = || if has(field::ABOUT) { decode_optional(reader, &mut near) } else { Ok(None) };
        let (of, when, place) = (about()?, about()?, about()?);
        Ok(Self {
            span,
            lang: if has(field::EN) { Lang::En } else { Lang::Zh },
            kind,
            value,
            min,
            max,
            min_inclusive: has(field::MIN_INCLUSIVE),
            max_inclusive: has(field::MAX_INCLUSIVE),
            unit,
            qualifier,
            edtf,
            resolved,
            duration,
            result,
            of,
            when,
            place,
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::{option, sample::select};

    pub(in super::super) fn span() -> impl Strategy<Value = Span> {
        (0_usize..10_000, 0_usize..100).prop_map(|(start, length)| Span::new(start, start + length))
    }

    /// Any fact.
    pub(in super::super) fn fact() -> impl Strategy<Value = StoredFact> {
        let text = || option::of("[0-9/.]{0,3}");
        let shape = (span(), any::<bool>(), select(KINDS), select(QUALIFIERS), any::<bool>(), any::<bool>());
        let values = (text(), text(), text(), text(), text(), text(), text(), text());
        (shape, values, option::of(span()), option::of(span()), option::of(span())).prop_map(
            |(shape, values, of, when, place)| {
                let (span, is_en, kind, qualifier, min_inclusive, max_inclusive) = shape;
                let (value, min, max, unit, edtf, resolved, duration, result) = values;
                let lang = if is_en { Lang::En } else { Lang::Zh };
                #[rustfmt::skip]
                let fact = StoredFact {
                    span, lang, kind, value, min, max, min_inclusive, max_inclusive, unit, qualifier, edtf, resolved,
                    duration, result, of, when, place,
                };
                fact
            },
        )
    }
}

use std::fmt;

use serde::{Serialize, Serializer};

use crate::quantity::{DateValue, Exact, Interval, Unit};
use crate::source::{Lang, Span};

/// What kind of slot a fact fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Kind {
    /// A count or a bare number: 一千四百二十七个, 1,427 cooperatives.
    Number,
    /// A place in an order: 第一次, the 14th.
    Ordinal,
    /// 百分之十二, 三成, 12 %; also percentage points (unit `pp`).
    Percent,
    /// 三分之二, two-thirds, 一半.
    Fraction,
    /// 三比二, 3:2.
    Ratio,
    /// 增加两倍, 翻一番, threefold.
    Multiple,
    /// An amount of money.
    Money,
    /// An amount in a unit of measure.
    Quantity,
    /// 十五岁, 15 years old.
    Age,
    /// 三十七度五, 37.5 °C.
    Temperature,
    /// A point of the calendar.
    Date,
    /// A date with two ends.
    Period,
    /// A time of day.
    Time,
    /// A date with a time of day.
    Datetime,
    /// A length of time.
    Duration,
    /// Digits that name rather than count: 一○五师, Regiment 386.
    Serial,
}

impl Kind {
    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Percent => "percent",
            Self::Fraction => "fraction",
            Self::Ratio => "ratio",
            Self::Multiple => "multiple",
            Self::Money => "money",
            Self::Quantity => "quantity",
            Self::Age => "age",
            Self::Temperature => "temperature",
            Self::Date => "date",
            Self::Period => "period",
            Self::Time => "time",
            Self::Datetime => "datetime",
            Self::Duration => "duration",
            Self::Serial => "serial",
        }
    }

    /// Whether it says how many or how much of something: not when, how old or how long, and no place in an order.
    pub fn is_amount(self) -> bool {
        match self {
            Self::Number | Self::Percent | Self::Fraction | Self::Multiple | Self::Money | Self::Quantity => true,
            Self::Ordinal
            | Self::Ratio
            | Self::Age
            | Self::Temperature
            | Self::Date
            | Self::Period
            | Self::Time
            | Self::Datetime
            | Self::Duration
            | Self::Serial => false,
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How a number was hedged or bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// 约, 左右, 上下, about, some: claims the value.
    About,
    /// 近, 将近, nearly: claims the value.
    Nearly,
    /// 超过, more than: claims all above the value.
    MoreThan,
    /// 以上, 至少, at least: claims the value and all above.
    AtLeast,
    /// 不到, less than: claims all below the value.
    LessThan,
    /// 以下, 至多, up to: claims the value and all below.
    AtMost,
    /// 多, 余, 几 after a numeral: claims what lies between the value and one step of its last digit more.
    Odd,
    /// 几百, 数十万, hundreds of: claims [100, 1000).
    Several,
}

impl Qualifier {
    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
            Self::Odd => "odd",
            Self::Several => "several",
        }
    }
}

impl Serialize for Qualifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a fact says, in the shape its kind has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number; in the main unit for money, in `Fact::unit` for quantities; 12 for twelve percent.
    Number(Exact),
    /// `a : b`.
    Ratio(Exact, Exact),
    /// A date, time or period.
    Date(DateValue),
    /// Digits in their order, leading zeros counted by the length.
    Serial {
        /// The digits read as one number.
        digits: u128,
        /// How many digits there are.
        length: u8,
    },
}

impl Value {
    /// The number, for kinds that have one.
    pub fn as_number(self) -> Option<Exact> {
        match self {
            Self::Number(value) => Some(value),
            Self::Serial { digits, .. } => i128::try_from(digits).ok().map(Exact::integer),
            Self::Ratio(..) | Self::Date(_) => None,
        }
    }

    /// The date, for kinds that have one.
    pub fn as_date(self) -> Option<DateValue> {
        match self {
            Self::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// One numeric claim of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Where: the number with its unit or measure word and the bound words that touch it.
    pub span: Span,
    /// The language it is written in.
    pub lang: Lang,
    /// What kind of slot it fills.
    pub kind: Kind,
    /// The value as written.
    pub value: Value,
    /// What it claims, for numbers; both ends `None` for other values.
    pub interval: Interval,
    /// The unit; `None` for counts and bare numbers.
    pub unit: Option<Unit>,
    /// How it is hedged or bounded.
    pub qualifier: Option<Qualifier>,
    /// The power of ten of the last digit written, scale included: 4 for 四百一十九万 and for 4.19 million.
    pub precision: i8,
    /// For multiples: the new amount over the old; `None` when the wording leaves it open.
    pub result: Option<Exact>,
    /// For a duration of years and months: the years in it; its value is all of it in months.
    pub years: Option<u16>,
    /// What is counted.
    pub of: Option<Span>,
    /// The time that governs it.
    pub when: Option<Span>,
    /// The place that governs it.
    pub place: Option<Span>,
}

impl Fact {
    /// The same fact in a text that begins `bytes` earlier.
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Self {
        self.relocated(|span| span.shifted(bytes))
    }

    /// The same fact with each of its spans where `locate` says.
    #[must_use]
    pub fn relocated(mut self, locate: impl Fn(Span) -> Span) -> Self {
        self.span = locate(self.span);
        (self.of, self.when, self.place) = (self.of.map(&locate), self.when.map(&locate), self.place.map(&locate));
        self
    }

    /// Whether it names a day that no calendar has: 4月31日, February 29, 2023. Its value is what is written.
    pub fn is_impossible(&self) -> bool {
        self.value.as_date().is_some_and(|date| !date.exists())
    }

    /// The length of time in ISO 8601, when the fact is a duration and claims one value: `PT1.5H`.
    pub fn iso_duration(&self) -> Option<String> {
        let number =
            self.value.as_number().filter(|_| self.kind == Kind::Duration && self.interval.min == self.interval.max)?;
        let unit = self.unit?;
        let factor = |whole: i128| number.checked_mul(Exact::integer(whole));
        Some(match unit.code() {
            "a" => format!("P{number}Y"),
            "mo" => match self.years {
                Some(years) => format!("P{years}Y{}M", number.checked_sub(Exact::integer(i128::from(years) * 12))?),
                None => format!("P{number}M"),
            },
            "wk" => format!("P{number}W"),
            "d" => format!("P{number}D"),
            "h" => format!("PT{number}H"),
            "min" => format!("PT{number}M"),
            "s" => format!("PT{number}S"),
            "ms" => format!("PT{}S", number.checked_div(Exact::integer(1000))?),
            _ => format!("PT{}S", factor(unit.factor().as_integer()?)?),
        })
    }
}

/// Something that looks numeric but has no reading: too large to hold, or malformed. It makes no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// Where it stands.
    pub span: Span,
    /// Why there is no reading.
    pub why: UnreadReason,
}

/// Why a numeric surface has no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadReason {
    /// The value does not fit an [`Exact`].
    Overflow,
    /// The numeral breaks its own grammar, as 二十亿一万九千一百万 does.
    Malformed,
}

/// What was read from one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The facts, in text order; no two overlap.
    pub facts: Vec<Fact>,
    /// What looked numeric and could not be read.
    pub unread: Vec<Unread>,
}

impl Fact {
    /// The fact in one line, for tables and traces: kind, value, unit, qualifier, interval where it is no point, and
    /// two spaces before the surface. `money 1250000000 CNY  12.5亿元`, `number 320000 odd (320000,330000)  三十二万多`.
    pub fn describe(&self, text: &str) -> String {
        use std::fmt::Write as _;

        let kind = serde_json::to_value(self.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        let mut line = format!("{} {}", kind.unwrap_or_default(), self.value);
        if let Some(unit) = self.unit {
            let _ = write!(line, " {unit}");
        }
        if let Some(qualifier) = self.qualifier {
            let name = serde_json::to_value(qualifier).ok().and_then(|name| name.as_str().map(str::to_owned));
            let _ = write!(line, " {}", name.unwrap_or_default());
        }
        let has_ends = self.interval.min.is_some() || self.interval.max.is_some();
        if has_ends && self.interval.as_point().is_none() {
            let _ = write!(line, " {}", self.interval);
        }
        if let Some(result) = self.result {
            let _ = write!(line, " => {result}");
        }
        let _ = write!(line, "  {}", self.span.of(text));
        line
    }
}

impl fmt::Display for Value {
    /// As the machine formats write it: a decimal or fraction, `a:b`, EDTF (`-` where there is none), or the digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Ratio(left, right) => write!(f, "{left}:{right}"),
            Self::Date(date) => f.write_str(date.edtf().as_deref().unwrap_or("-")),
            Self::Serial { digits, length } => write!(f, "{digits:0width$}", width = usize::from(*length)),
        }
    }
}

use std::fmt;
use std::sync::LazyLock;

use super::{CivilDate, Exact};

/// What a unit measures. Amounts of one dimension can be compared after conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each names itself")]
pub enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Time,
    Temperature,
    Angle,
    Power,
    Energy,
    Voltage,
    Current,
    Frequency,
    Pressure,
    Speed,
    Data,
    /// Money of any currency: each currency is its own code and none converts into another.
    Money,
    /// A hundredth: percent and percentage points, which do not convert into each other.
    Share,
    /// Units that convert into no other.
    Other,
}

impl Dimension {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "length" => Self::Length,
            "area" => Self::Area,
            "volume" => Self::Volume,
            "mass" => Self::Mass,
            "time" => Self::Time,
            "temperature" => Self::Temperature,
            "angle" => Self::Angle,
            "power" => Self::Power,
            "energy" => Self::Energy,
            "voltage" => Self::Voltage,
            "current" => Self::Current,
            "frequency" => Self::Frequency,
            "pressure" => Self::Pressure,
            "speed" => Self::Speed,
            "data" => Self::Data,
            "money" => Self::Money,
            "share" => Self::Share,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// A row of the unit table: a code with its size and names. Copying one copies a reference.
///
/// ```
/// use duizhao::quantity::{units, Dimension};
///
/// let jin = units().iter().find(|unit| unit.code() == "jin").unwrap();
/// assert_eq!(jin.dimension(), Dimension::Mass);
/// assert_eq!(jin.factor().to_string(), "500"); // grams
/// ```
#[derive(Clone, Copy)]
pub struct Unit(&'static Row);

struct Row {
    code: &'static str,
    dimension: Dimension,
    factor: Exact,
    zh: Vec<UnitName>,
    en: Vec<UnitName>,
}

/// One name of a unit in one language, and how much of the unit it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitName {
    /// The name as written.
    pub text: &'static str,
    /// How many of the unit one of these is: 1/10 for 角 under `CNY`, else 1.
    pub share: Exact,
    /// The first day on which the name no longer has this meaning, if it lost it.
    pub until: Option<CivilDate>,
    /// The first day on which the name has this meaning, if it did not always.
    pub since: Option<CivilDate>,
}

impl UnitName {
    /// Whether the name has this meaning in a text of `date`; in a text without a date, only today's meanings hold.
    pub fn holds_on(&self, date: Option<CivilDate>) -> bool {
        match date {
            Some(date) => self.until.is_none_or(|until| date < until) && self.since.is_none_or(|since| date >= since),
            None => self.until.is_none(),
        }
    }
}

impl Unit {
    /// The UCUM code, the ISO 4217 code for money, or pinyin for a Chinese unit.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.0.dimension
    }

    /// How many of the dimension's base unit one of these is: metres, square metres, litres, grams, seconds, degrees
    /// Celsius, watts, joules, …
    pub fn factor(self) -> Exact {
        self.0.factor
    }

    /// Its names in Chinese; Traditional names stand as rows of their own.
    pub fn zh(self) -> &'static [UnitName] {
        &self.0.zh
    }

    /// Its names in English, plurals and abbreviations among them.
    pub fn en(self) -> &'static [UnitName] {
        &self.0.en
    }

    /// The ISO 4217 code of a currency, where it is no other word in capitals, as a text may write it for the name: `JOD`,
    /// but not `TOP`, `CUP` or `COP`.
    pub fn written_code(self) -> Option<&'static str> {
        const WORDS: &[&str] = &["AMD", "BOB", "COP", "CUP", "GEL", "MAD", "PEN", "RON", "SOS"];
        let code = self.code();
        let iso = self.dimension() == Dimension::Money && code.bytes().all(|b| b.is_ascii_uppercase());
        (iso && !WORDS.contains(&code)).then_some(code)
    }

    /// The unit with this code.
    pub fn by_code(code: &str) -> Option<Self> {
        static BY_CODE: LazyLock<Vec<Unit>> = LazyLock::new(|| {
            let mut units = units().to_vec();
            units.sort_by_key(|unit| unit.code());
            units
        });
        let at = BY_CODE.binary_search_by_key(&code, |unit| unit.code()).ok()?;
        BY_CODE.get(at).copied()
    }

    /// The unit that this one's first English name stood for on `date`: before 1955-03-01 a yuan is one of the old currency.
    #[must_use]
    pub fn as_of(self, date: Option<CivilDate>) -> Self {
        let Some(name) = self.en().first().filter(|name| !name.holds_on(date)) else { return self };
        let named = |unit: &Self| unit.en().iter().any(|other| other.text == name.text && other.holds_on(date));
        units().iter().copied().find(named).unwrap_or(self)
    }

    /// Whether an amount of one can be given in the other: same dimension, and for money the same currency.
    pub fn converts_to(self, other: Self) -> bool {
        self == other
            || (self.dimension() == other.dimension()
                && !matches!(
                    self.dimension(),
                    Dimension::Money | Dimension::Share | Dimension::Other | Dimension::Temperature
                ))
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Unit {}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.code())
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Every unit, in the order of the table (`data/units.tsv`).
pub fn units() -> &'static [Unit] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let lines = include_str!("../../data/units.tsv").lines();
        lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(parse_row).collect()
    });
    static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| ROWS.iter().map(Unit).collect());
    &UNITS
}

fn parse_row(line: &'static str) -> Row {
    let mut columns = line.split('\t');
    let mut column = || columns.next().unwrap_or_default();
    let (code, dimension, factor) = (column(), column(), column());
    let (zh, en) = (column(), column());
    Row {
        code,
        dimension: Dimension::parse(dimension).expect("the unit table names a known dimension"),
        factor: factor.parse().expect("the unit table holds exact factors"),
        zh: zh.split('|').filter(|name| !name.is_empty()).map(parse_name).collect(),
        en: en.split('|').filter(|name| !name.is_empty()).map(parse_name).collect(),
    }
}

/// Reads `角*1/10`, `公分<1959-07-01`, `厘米`, `公分>1959-07-01`.
fn parse_name(name: &'static str) -> UnitName {
    let date = |text| CivilDate::parse_iso(text).expect("the unit table holds ISO dates");
    let (name, since) = name.split_once('>').map_or((name, None), |(name, day)| (name, Some(date(day))));
    let (name, until) = name.split_once('<').map_or((name, None), |(name, day)| (name, Some(date(day))));
    let (text, share) = name.split_once('*').unwrap_or((name, "1"));
    UnitName { text, share: share.parse().expect("the unit table holds exact shares"), until, since }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_is_whole_and_every_code_once() {
        let mut codes = BTreeSet::new();
        for unit in units() {
            assert!(codes.insert(unit.code()), "{} stands twice", unit.code());
            assert!(unit.factor() > Exact::ZERO, "{}", unit.code());
            assert!(!unit.zh().is_empty() || !unit.en().is_empty(), "{} has no name", unit.code());
        }
    }

    #[test]
    fn no_name_means_two_units_at_once() {
        let days = [CivilDate::new(1950, 1, 1), CivilDate::new(1980, 1, 1), None];
        for day in days {
            for names in [Unit::zh as fn(Unit) -> &'static [UnitName], Unit::en] {
                let mut seen = BTreeSet::new();
                for unit in units() {
                    for name in names(*unit).iter().filter(|name| name.holds_on(day)) {
                        assert!(seen.insert(name.text), "{} ({}) stands twice", name.text, unit.code());
                    }
                }
            }
        }
    }
}

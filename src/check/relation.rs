use super::direction::Way;
use super::finding::{Borne, DatePart};

/// How two facts that fill the same slot relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// They say the same.
    Same,
    /// The same value, but one side hedges or bounds it and the other does not.
    Hedged(Hedge),
    /// A fair rounding that lost digits.
    Rounded,
    /// The same amount in another unit.
    Converted,
    /// A vague magnitude and a value or magnitude inside it.
    Vague,
    /// More digits than the other side has, inside what it claims.
    FalsePrecision,
    /// How much more is left open by the Chinese, and said to be little by the English: 十多 and "just over ten".
    Narrowed,
    /// The same date; the English has a part of it that the Chinese lacks.
    Supplied(DatePart, Borne),
    /// The same value with bounds that contradict each other.
    BoundFlipped,
    /// The same change with verbs that contradict each other.
    DirectionFlipped(Way),
    /// The same value in units of one dimension that are not the same.
    Unit,
    /// The same value in another currency.
    Currency,
    /// Percent on one side, percentage points on the other.
    PercentPoint,
    /// The same figure, but another new amount.
    Multiple,
    /// A vague plural for what is hardly more than one: "hundreds" for 一百多.
    Plural,
    /// Values apart by a power of ten.
    Scale(i32),
    /// Digits swapped, lost or changed.
    Digits,
    /// Other values.
    Value,
    /// A range with another end.
    Range,
    /// A range on one side and one of its ends on the other.
    HalfRange,
    /// Places in an order that differ.
    Ordinal,
    /// Dates that differ in a part.
    Date(DatePart),
    /// The same year, without the month.
    MonthLost,
    /// The same day; only the Chinese names a time of it.
    ClockLost,
    /// The same day; only the English names a time of it.
    ClockAdded,
    /// Other days of the week.
    Weekday,
    /// Other times of day.
    Time,
    /// What remains of a price against what is taken off it.
    Discount,
    /// The score of the loser first on one side only.
    Reversed,
    /// The same figure, as the size of a change and as its outcome.
    Extent,
    /// The same stretch of time, before and after.
    Tense,
    /// The same figure, per one thing and per another.
    Rate,
    /// The same figure of different things.
    Counted,
    /// The same figure of a thing and of its opposite.
    Opposite,
    /// Items of a list with other numbers.
    Item,
    /// The only figures of the two sides that have no counterpart; at least one of them is read as no fact.
    Leftover,
    /// Each of two figures stands where the other belongs; the first of the two tells of both.
    Swapped {
        /// Whether this is the first of the two in the Chinese.
        first: bool,
    },
}

/// Which side the hedge is missing from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// The Chinese has one, the English none.
    Dropped,
    /// The English has one, the Chinese none.
    Added,
}

impl Relation {
    /// Whether the two sides can both be right.
    pub(super) fn agrees(self) -> bool {
        matches!(
            self,
            Self::Same
                | Self::Hedged(_)
                | Self::Rounded
                | Self::Converted
                | Self::Vague
                | Self::FalsePrecision
                | Self::Narrowed
                | Self::Supplied(..)
                | Self::MonthLost
                | Self::ClockLost
                | Self::ClockAdded
        )
    }

    /// How strongly the relation speaks for the two facts being one another's counterpart; the assignment maximises the
    /// sum. A true agreement outweighs any number of chance ones.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Same => 1000.0,
            Self::Hedged(_) => 950.0,
            Self::Supplied(..) | Self::MonthLost | Self::ClockLost | Self::ClockAdded => 900.0,
            Self::Rounded | Self::Converted | Self::FalsePrecision | Self::Narrowed => 800.0,
            Self::Vague => 700.0,
            Self::DirectionFlipped(_)
            | Self::BoundFlipped
            | Self::PercentPoint
            | Self::Multiple
            | Self::Discount
            | Self::Reversed
            | Self::Extent
            | Self::Tense
            | Self::Rate
            | Self::Counted
            | Self::Opposite => 600.0,
            Self::Currency | Self::Unit => 500.0,
            Self::Plural => 520.0,
            Self::Scale(_) => 60.0,
            Self::Digits => 50.0,
            Self::Range | Self::HalfRange | Self::Date(_) | Self::Weekday | Self::Time | Self::Ordinal => 40.0,
            Self::Value | Self::Swapped { .. } | Self::Item | Self::Leftover => 20.0,
        }
    }
}

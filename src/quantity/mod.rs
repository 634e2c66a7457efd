//! Values without any text: exact numbers, intervals, units, dates.
//!
//! Everything a text can claim about an amount or a time is one of these. Numbers are exact ([`Exact`]), what a vague
//! expression claims is an [`Interval`], units come from one table ([`Unit`]), dates hold what is written and nothing
//! else ([`DateValue`]).
//!
//! Not here: how any of it is written in Chinese or English.

mod date;
mod exact;
mod interval;
mod unit;

pub use date::{CivilDate, Clock, DatePoint, DateValue, MONTH_NAMES, Portion, Within, Year};
pub use exact::{Exact, ParseExactError};
pub use interval::Interval;
pub use unit::{Dimension, Unit, UnitName, units};

//! Numerals: from a surface to an exact value, and back.
//!
//! [`zh`] and [`en`] read the numeral at the start of a text, [`digits`] the Arabic digits that both use. Each says how
//! many bytes it read, the value, and the power of ten of the last digit written. [`render`] goes the other way.
//!
//! Not here: units, bounds, and whether the numeral claims anything; [`crate::facts`] decides that.

pub mod digits;
pub mod en;
pub mod render;
pub mod zh;

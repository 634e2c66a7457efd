//! English numerals.

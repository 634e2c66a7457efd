//! Numbers written out: from an exact value back to a surface that reads as the same value.

pub mod en;
pub mod zh;

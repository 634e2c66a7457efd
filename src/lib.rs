//! Lays a Chinese text and its English translation side by side and says where their numbers disagree.
//!
//! Everything is one walk, and the modules are its stations:
//!
//! ```text
//! bytes → Document → blocks → sentences → tokens → facts → Alignment → findings → report
//!         formats              ╰──────── text ───────╯   facts    align       check     report
//! ```
//!
//! Each step takes plain values and returns plain values; none opens a path or prints. [`pipeline`] is the walk written
//! out once.
#![warn(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod bitext;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "store")]
pub mod corpus;
pub mod facts;
pub mod formats;
pub mod numerals;
pub mod pipeline;
pub mod quantity;
pub mod report;
pub mod source;
pub mod text;

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! What was read of a text already. The readers of facts ask for one token and one numeral many times over, each for a
//! reason of its own; what the text says there does not change between.

use std::cell::Cell;

use super::cursor::{Sort, Token};
use super::{Numeral, NumeralError};

type Reading = Result<Numeral, NumeralError>;

/// The tokens and numerals read last, by their first byte, or the byte behind them for tokens that are looked back at. A
/// newer one takes the place of an older.
pub(crate) struct Memo {
    tokens: [Cell<Token>; 16],
    tokens_before: [Cell<Token>; 16],
    numerals: [Cell<(usize, Reading)>; 4],
}

impl Memo {
    pub(crate) fn new() -> Self {
        const NOWHERE: Token = Token { start: usize::MAX, end: usize::MAX, sort: Sort::End };
        Self {
            tokens: [const { Cell::new(NOWHERE) }; 16],
            tokens_before: [const { Cell::new(NOWHERE) }; 16],
            numerals: [const { Cell::new((usize::MAX, Err(NumeralError::Nothing))) }; 4],
        }
    }

    /// The token that begins at `at`, as `read` reads it.
    pub(super) fn token(&self, at: usize, read: impl FnOnce() -> Token) -> Token {
        let Some(slot) = self.tokens.get(at % 16) else { return read() };
        if slot.get().start != at {
            slot.set(read());
        }
        slot.get()
    }

    /// The token that ends at `at`, as `read` reads it.
    pub(super) fn token_before(&self, at: usize, read: impl FnOnce() -> Token) -> Token {
        let Some(slot) = self.tokens_before.get(at % 16) else { return read() };
        if slot.get().end != at {
            slot.set(read());
        }
        slot.get()
    }

    /// The numeral that begins at `at`, as `read` reads it.
    pub(super) fn numeral(&self, at: usize, read: impl FnOnce() -> Reading) -> Reading {
        let Some(slot) = self.numerals.get(at % 4) else { return read() };
        if slot.get().0 != at {
            slot.set((at, read()));
        }
        slot.get().1
    }
}

//! Bytes of a record: numbers in as many bytes as they need (LEB128), strings once each.
//!
//! Reading checks every length against what is left, so that damaged bytes are an error and never a panic or a large
//! allocation.

use std::collections::HashMap;

use crate::source::Span;

/// Damaged bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record ends early or holds a value that no record has (byte {at})")]
pub struct Damaged {
    /// Where in the record, decompressed.
    pub at: usize,
}

/// Writes a record.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    pub(super) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    /// A number that may be negative, small ones in few bytes.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    pub(super) fn string(&mut self, text: &str) {
        self.size(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A span, from the end of the one before it.
    pub(super) fn span(&mut self, span: Span, last: &mut usize) {
        self.signed(distance(*last, span.start));
        self.size(span.len());
        *last = span.end;
    }
}

/// From `from` to `to`; texts are far shorter than `i64` counts.
fn distance(from: usize, to: usize) -> i64 {
    to.cast_signed() as i64 - from.cast_signed() as i64
}

/// Reads a record.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn damaged(&self) -> Damaged {
        Damaged { at: self.at }
    }

    pub(super) fn byte(&mut self) -> Result<u8, Damaged> {
        let byte = *self.bytes.get(self.at).ok_or(self.damaged())?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    pub(super) fn size(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.number()?).map_err(|_| self.damaged())
    }

    /// How many items follow: each takes a byte at least, so no more than there are bytes left.
    pub(super) fn count(&mut self) -> Result<usize, Damaged> {
        let count = self.size()?;
        if count > self.bytes.len() - self.at { Err(self.damaged()) } else { Ok(count) }
    }

    pub(super) fn signed(&mut self) -> Result<i64, Damaged> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(super) fn string(&mut self) -> Result<&'a str, Damaged> {
        let length = self.count()?;
        let bytes = self.bytes.get(self.at..self.at + length).ok_or(self.damaged())?;
        self.at += length;
        std::str::from_utf8(bytes).map_err(|_| self.damaged())
    }

    pub(super) fn span(&mut self, last: &mut usize) -> Result<Span, Damaged> {
        let start = i64::try_from(*last).ok().and_then(|last| last.checked_add(self.signed().ok()?));
        let start = start.and_then(|start| usize::try_from(start).ok()).ok_or(self.damaged())?;
        let end = start.checked_add(self.size()?).ok_or(self.damaged())?;
        *last = end;
        Ok(Span::new(start, end))
    }

    /// Whether everything was read.
    pub(super) fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }
}

/// The strings of a record, each kept once. The number 0 stands for no string.
#[derive(Debug, Default)]
pub(super) struct Pool {
    order: Vec<String>,
    index: HashMap<String, u64>,
}

impl Pool {
    pub(super) fn number(&mut self, text: Option<&str>) -> u64 {
        let Some(text) = text else { return 0 };
        if let Some(&number) = self.index.get(text) {
            return number;
        }
        self.order.push(text.to_owned());
        let number = self.order.len() as u64;
        self.index.insert(text.to_owned(), number);
        number
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.size(self.order.len());
        for text in &self.order {
            writer.string(text);
        }
    }
}

/// The strings of a record as read.
#[derive(Debug)]
pub(super) struct Strings<'a>(Vec<&'a str>);

impl<'a> Strings<'a> {
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, Damaged> {
        let count = reader.count()?;
        (0..count).map(|_| reader.string()).collect::<Result<_, _>>().map(Self)
    }

    /// The string at `at`.
    pub(super) fn get(&self, at: usize) -> Option<&'a str> {
        self.0.get(at).copied()
    }

    /// The next string of the record.
    pub(super) fn next(&self, reader: &mut Reader<'_>) -> Result<Option<&'a str>, Damaged> {
        let number = reader.size()?;
        match number.checked_sub(1) {
            None => Ok(None),
            Some(at) => self.get(at).map(Some).ok_or(reader.damaged()),
        }
    }
}

/// The number a record has for `value`: its place in `table`.
pub(super) fn code<T: PartialEq>(table: &[T], value: &T) -> u64 {
    table.iter().position(|known| known == value).expect("every value stands in its table") as u64
}

pub(super) fn decode<T: Copy>(table: &[T], reader: &mut Reader<'_>) -> Result<T, Damaged> {
    table.get(reader.size()?).copied().ok_or(reader.damaged())
}

/// Writes a span that may be none.
pub(super) fn encode_optional(writer: &mut Writer, span: Option<Span>, last: &mut usize) {
    writer.number(u64::from(span.is_some()));
    if let Some(span) = span {
        writer.span(span, last);
    }
}

/// Reads it back.
pub(super) fn decode_optional(reader: &mut Reader<'_>, last: &mut usize) -> Result<Option<Span>, Damaged> {
    if reader.number()? == 0 { Ok(None) } else { reader.span(last).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u64, signed: i64, text: String, start in 0_usize..1 << 40, length in 0_usize..1 << 40) {
            let mut writer = Writer::default();
            writer.number(number);
            writer.signed(signed);
            writer.string(&text);
            writer.span(Span::new(start, start + length), &mut 7);
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.signed(), Ok(signed));
            prop_assert_eq!(reader.string(), Ok(text.as_str()));
            prop_assert_eq!(reader.span(&mut 7), Ok(Span::new(start, start + length)));
            prop_assert!(reader.is_done());
        }

        #[test]
        fn damaged_bytes_do_no_harm(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            let _ = Strings::read(&mut reader);
            let mut last = usize::MAX;
            let _ = reader.span(&mut last);
            let _ = reader.string();
        }
    }
}

//! How bytes become text: by their mark, as UTF-8, by what the file declares, or by what they look like.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::DecoderResult;

use super::{DecodeError, is_han};

/// An encoding of Chinese or English text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Encoding {
    /// UTF-8
    #[cfg_attr(feature = "cli", value(name = "utf-8", alias = "utf8"))]
    Utf8,
    /// UTF-16, the low byte first
    #[cfg_attr(feature = "cli", value(name = "utf-16le"))]
    Utf16Le,
    /// UTF-16, the high byte first
    #[cfg_attr(feature = "cli", value(name = "utf-16be"))]
    Utf16Be,
    /// GB 18030, and GBK and GB 2312 in it
    #[cfg_attr(feature = "cli", value(name = "gb18030", alias = "gbk", alias = "gb2312"))]
    Gb18030,
    /// Big5, with the Hong Kong characters
    #[cfg_attr(feature = "cli", value(name = "big5"))]
    Big5,
    /// Windows-1252: English with curly quotation marks
    #[cfg_attr(feature = "cli", value(name = "windows-1252", alias = "latin1"))]
    Windows1252,
}

/// How many bytes a declaration is looked for in.
const HEAD: usize = 1024;

impl Encoding {
    const ALL: [Self; 6] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5, Self::Windows1252];

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }

    /// The encoding that `table` is, or is a part of.
    fn of_table(table: &'static encoding_rs::Encoding) -> Option<Self> {
        if table == encoding_rs::GBK {
            return Some(Self::Gb18030);
        }
        Self::ALL.into_iter().find(|encoding| encoding.table() == table)
    }

    /// The encoding that the mark at the start of `bytes` says, and the length of the mark.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// UTF-16 without a mark, told by ASCII and Chinese being nearly all of it in one byte order. For files with a NUL in
    /// them: any two English letters together look like a Chinese character.
    pub(super) fn of_utf16(bytes: &[u8]) -> Option<Self> {
        if !bytes.len().is_multiple_of(2) {
            return None;
        }
        let head = bytes.get(..64 * HEAD).unwrap_or(bytes);
        // How many characters are ASCII, and how many that or Chinese.
        let count = |read: fn([u8; 2]) -> u16| {
            let (mut ascii, mut expected) = (0_usize, 0_usize);
            for pair in head.chunks_exact(2).filter_map(|pair| pair.try_into().ok()) {
                let c = char::from_u32(u32::from(read(pair))).unwrap_or_default();
                let is_ascii = matches!(c, ' '..='~' | '\n' | '\r' | '\t');
                ascii += usize::from(is_ascii);
                expected +=
                    usize::from(is_ascii || is_han(c) || matches!(c, '‘'..='…' | '\u{3000}'..='〗' | '！'..='～'));
            }
            (expected * 20 >= head.len() / 2 * 19).then_some(ascii)
        };
        match (count(u16::from_le_bytes), count(u16::from_be_bytes)) {
            (Some(little), big) if big.is_none_or(|big| big < little) => Some(Self::Utf16Le),
            (_, Some(_)) => Some(Self::Utf16Be),
            _ => None,
        }
    }

    /// The encoding that a file which is not UTF-8 is in: what its head declares, or what its bytes look like.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        if let Some(declared) = declared(head).and_then(encoding_rs::Encoding::for_label).and_then(Self::of_table)
            && declared != Self::Utf8
        {
            return Some(declared);
        }
        // The detector is the slow part, and more text does not change its mind.
        let sample = bytes.get(..256 * HEAD).unwrap_or(bytes);
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(sample, sample.len() == bytes.len());
        let guess = Self::of_table(detector.guess(None, Utf8Detection::Deny))?;
        // Windows-1252 has a character for nearly every byte, so any rubbish is valid in it.
        (guess != Self::Windows1252 || sample.iter().all(|&byte| is_plain_1252(byte))).then_some(guess)
    }

    /// Decodes all of `bytes`, which have no mark.
    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, DecodeError> {
        let mut decoder = self.table().new_decoder_without_bom_handling();
        let length = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
        let mut text = String::with_capacity(length);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        let bad = match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::Malformed(length, after) => read.saturating_sub(usize::from(length) + usize::from(after)),
            DecoderResult::OutputFull => read,
        };
        let line = 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count();
        Err(DecodeError::Invalid { encoding: self, line, byte: bad })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Gb18030 => "GB 18030",
            Self::Big5 => "Big5",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// Whether `byte` is ASCII or, in Windows-1252, punctuation, a sign or a letter of French, German and the like.
fn is_plain_1252(byte: u8) -> bool {
    byte.is_ascii()
        || matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0..=0xB4 | 0xB7)
        || matches!(byte, 0xBB..=0xBE | 0xC0..=0xCF | 0xD1..=0xDC | 0xDF..=0xEF | 0xF1..=0xFC)
}

/// What follows `encoding=` (XML) or `charset=` (HTML, gettext) in `head`.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let after = |word: &[u8]| memchr::memmem::find(head, word).and_then(|at| head.get(at + word.len()..));
    let rest = after(b"encoding=").or_else(|| after(b"charset="))?;
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))?;
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::super::SourceText;
    use super::*;

    const ZH: &str = "全国棉花总产量二千一百万担，超过计划百分之十二。";
    const TRADITIONAL: &str = "國民參政會於二十九日舉行會議，到會者一百八十餘人，通過議案三件。";

    fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.table().encode(text).0.into_owned(),
        }
    }

    /// What `bytes` are read as.
    fn read(bytes: &[u8]) -> (Encoding, String) {
        let source = SourceText::decode("x", bytes).unwrap();
        (source.encoding(), source.text().to_owned())
    }

    #[test]
    fn encodings_are_told_by_their_bytes() {
        let english = "The “South-Central” meeting — 4.19 million pieces, it’s said.";
        let rows = [
            (ZH, Encoding::Utf8),
            (ZH, Encoding::Gb18030),
            (TRADITIONAL, Encoding::Big5),
            (english, Encoding::Windows1252),
            (ZH, Encoding::Utf16Le),
            (TRADITIONAL, Encoding::Utf16Be),
            ("plain English text, 200 words", Encoding::Utf16Le),
        ];
        for (text, encoding) in rows {
            assert_eq!(read(&encode(text, encoding)), (encoding, text.to_owned()));
        }
        for (mark, encoding) in [([0xFF, 0xFE], Encoding::Utf16Le), ([0xFE, 0xFF], Encoding::Utf16Be)] {
            let bytes = [&mark[..], &encode("é", encoding)].concat();
            assert_eq!(read(&bytes), (encoding, "é".to_owned()));
        }
    }

    #[test]
    fn what_a_file_declares_comes_before_what_it_looks_like() {
        let xml = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>二</a>";
        assert_eq!(read(&encode(xml, Encoding::Gb18030)), (Encoding::Gb18030, xml.to_owned()));
        let po = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=big5\\n\"\n\"一\"\n";
        assert_eq!(read(&encode(po, Encoding::Big5)), (Encoding::Big5, po.to_owned()));
        // What is UTF-8 stays so, whatever it says.
        assert_eq!(read(xml.as_bytes()), (Encoding::Utf8, xml.to_owned()));
    }

    #[test]
    fn a_damaged_file_of_utf_8_is_no_other_encoding() {
        let mut bytes = ZH.repeat(20).into_bytes();
        bytes[301] = 0xFF;
        let error = SourceText::decode("x", &bytes).unwrap_err();
        assert!(matches!(error, DecodeError::InvalidUtf8 { line: 1, .. }), "{error}");
        let error = SourceText::decode("x", b"a\0b\0c \x01\x02\xFF\0").unwrap_err();
        assert_eq!(error, DecodeError::Binary { line: 1, byte: 1 });
        assert!(SourceText::decode("x", b"Words \x81\xF0\xFE").is_err());
    }

    #[test]
    fn a_forced_encoding_is_held_to() {
        let bytes = encode(ZH, Encoding::Gb18030);
        let decode = |encoding| SourceText::decode_as("x", &bytes, encoding);
        assert_eq!(decode(Encoding::Gb18030).unwrap().text(), ZH);
        assert!(decode(Encoding::Utf8).is_err());
        let error = SourceText::decode_as("x", b"a\n\x80\xFF", Encoding::Gb18030).unwrap_err();
        assert_eq!(error, DecodeError::Invalid { encoding: Encoding::Gb18030, line: 2, byte: 3 });
        // Half a surrogate pair.
        let error = SourceText::decode_as("x", &[0x41, 0, 0, 0xD8, 0x42, 0], Encoding::Utf16Le).unwrap_err();
        assert_eq!(error, DecodeError::Invalid { encoding: Encoding::Utf16Le, line: 1, byte: 2 });
    }
}

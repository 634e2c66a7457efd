//! The driver of the fuzz targets, on stable: files put together from pieces, and samples damaged at random; and the
//! measure of what is linear.
//!
//! Each target runs for a second of processor time, or for `DUIZHAO_FUZZ_SECONDS`, from the seed `DUIZHAO_FUZZ_SEED`, if
//! there is one, so that a long run can go on where another ended. A failure prints the file that caused it and the seed that
//! makes it again.

#![allow(dead_code, reason = "each target uses a part")]

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use cpu_time::ThreadTime;

/// A small generator (Marsaglia 2003, xorshift): a seed makes the same file again.
pub(crate) struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }

    fn pick<'a>(&mut self, pieces: &[&'a str]) -> &'a str {
        pieces[self.below(pieces.len())]
    }

    /// A text of the pieces, with noise between them.
    pub(crate) fn text(&mut self, pieces: &[&str]) -> String {
        let length = 1 + self.below(24);
        (0..length)
            .map(|_| match self.below(40) {
                0 => char::from_u32(u32::try_from(self.below(0x3000)).unwrap()).unwrap_or('x').to_string(),
                _ => self.pick(pieces).to_owned(),
            })
            .collect()
    }

    /// A file of the pieces alone, or `sample` with pieces put in, cut out, doubled and moved.
    pub(crate) fn file(&mut self, sample: &str, pieces: &[&str]) -> String {
        if self.below(3) == 0 {
            let length = self.below(40);
            return (0..length).map(|_| self.pick(pieces)).collect();
        }
        let mut file: Vec<char> = sample.chars().collect();
        for _ in 0..=self.below(6) {
            let (from, length) = (self.below(file.len()), self.below(20));
            let to = (from + length).min(file.len());
            match self.below(5) {
                0 => drop(file.drain(from..to)),
                1 => {
                    let piece: Vec<char> = file[from..to].to_vec();
                    let at = self.below(file.len());
                    file.splice(at..at, piece);
                }
                2 => file.truncate(from),
                3 => {
                    let c = char::from_u32(u32::try_from(self.below(0x1_1000)).unwrap()).unwrap_or('\u{FFFD}');
                    file.insert(from, c);
                }
                _ => {
                    let piece: Vec<char> = self.pick(pieces).chars().collect();
                    file.splice(from..from, piece);
                }
            }
        }
        file.into_iter().collect()
    }
}

/// A number that the environment has for the fuzzer.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// What files in XML are made of.
pub(crate) const XML: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<!DOCTYPE tmx [<!ENTITY a \"b\">]>",
    "<!DOCTYPE x [",
    "]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "&",
    "&amp;",
    "&#x4E00;",
    "&#0;",
    "&#xD800;",
    "&a;",
    "&lt",
    ";",
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1}",
    "\u{FEFF}",
    "\u{FFFE}",
    "一",
    "二百",
    "200",
    "e\u{301}",
    "😀",
    " xml:lang=\"zh\"",
    " lang='en'",
    " id=\"1\"",
    " xmlns:a=\"b\"",
    " xml:space=\"preserve\"",
];

/// Runs `check` on what `make` makes until the time is up.
pub(crate) fn fuzz(name: &str, make: impl Fn(&mut Random) -> String, check: impl Fn(&str)) {
    let (begun, budget) = (ThreadTime::now(), Duration::from_secs(setting("DUIZHAO_FUZZ_SECONDS").unwrap_or(1)));
    let mut seed = setting("DUIZHAO_FUZZ_SEED").unwrap_or(0x9E37_79B9_7F4A_7C15) | 1;
    let mut files = 0_u64;
    while begun.elapsed() < budget {
        let file = make(&mut Random(seed));
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| check(&file)));
        assert!(outcome.is_ok(), "{name}, seed {seed}: {file:?}");
        files += 1;
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407) | 1;
    }
    assert!(files > 0);
    println!("{name}: {files} files, next seed {seed}");
}

/// Whether `read` takes far more than eight times as long for `prefix` and eight times `count` times `piece` as for `count`
/// times `piece`: a piece repeated is the worst that a reader can meet. Time is the processor's, so other work on the
/// machine counts little.
pub(crate) fn is_slow(read: impl Fn(&str), prefix: &str, piece: &str, count: usize) -> bool {
    let time = |count| {
        let file = format!("{prefix}{}", piece.repeat(count));
        let begun = ThreadTime::now();
        read(&file);
        begun.elapsed()
    };
    // A reader that is not linear is slow each time.
    (0..4).all(|_| {
        let (short, long) = (time(count), time(8 * count));
        long > short * 40 && long > Duration::from_millis(20)
    })
}

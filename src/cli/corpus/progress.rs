//! How far a long run is: a line that is written over on a terminal, a line now and then elsewhere.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Tells the progress of a run whose length is known in bytes.
pub(in crate::cli) struct Progress {
    begun: Instant,
    told: Instant,
    every: Duration,
    /// Whether lines may be written over.
    terminal: bool,
    quiet: bool,
    total: u64,
}

impl Progress {
    pub(in crate::cli) fn new(total: u64, quiet: bool, terminal: bool) -> Self {
        let every = if terminal { Duration::from_millis(200) } else { Duration::from_secs(10) };
        let now = Instant::now();
        Self { begun: now, told: now, every, terminal, quiet, total }
    }

    /// Tells that `documents` are done and `bytes` read, if it is time to.
    pub(in crate::cli) fn tell(&mut self, documents: u64, bytes: u64, err: &mut dyn Write) -> io::Result<()> {
        if self.quiet || self.told.elapsed() < self.every {
            return Ok(());
        }
        self.told = Instant::now();
        let line = line(documents, bytes, self.total, self.begun.elapsed());
        if self.terminal {
            write!(err, "\r\x1b[K{line}")?;
        } else {
            writeln!(err, "{line}")?;
        }
        err.flush()
    }

    /// Clears the line.
    pub(in crate::cli) fn finish(&self, err: &mut dyn Write) -> io::Result<()> {
        if self.terminal && !self.quiet { write!(err, "\r\x1b[K") } else { Ok(()) }
    }

    /// Time since the run began.
    pub(in crate::cli) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate for a person")]
fn line(documents: u64, bytes: u64, total: u64, elapsed: Duration) -> String {
    let rate = documents as f64 / elapsed.as_secs_f64().max(0.001);
    let share = if total > 0 { (bytes as f64 / total as f64).min(1.0) } else { 1.0 };
    let left = elapsed.as_secs_f64() * (1.0 - share) / share.max(1e-6);
    let left = Duration::try_from_secs_f64(left).unwrap_or(Duration::MAX);
    format!("{}, {:.0} %, {rate:.0} a second, {} left", counted(documents, "document"), share * 100.0, clock(left))
}

/// A number with commas between its thousands.
pub(in crate::cli) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// So many of something: `1 document`, `2,048 documents`.
pub(super) fn counted(number: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A length of time for a person: `4.1 s`, `2 min 3 s`, `1 h 5 min`.
pub(in crate::cli) fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_in_the_singular() {
        assert_eq!(counted(0, "document"), "0 documents");
        assert_eq!(counted(1, "document"), "1 document");
        assert_eq!(counted(2_048, "document"), "2,048 documents");
    }

    #[test]
    fn the_line_says_rate_and_time_left() {
        let told = line(67_500, 375_000_000, 1_500_000_000, Duration::from_secs(41));
        assert_eq!(told, "67,500 documents, 25 %, 1646 a second, 2 min 3 s left");
        assert_eq!(line(0, 0, 0, Duration::ZERO), "0 documents, 100 %, 0 a second, 0.0 s left");
        assert_eq!((grouped(999), grouped(1_234_567)), ("999".to_owned(), "1,234,567".to_owned()));
        assert_eq!(clock(Duration::from_secs(3900)), "1 h 5 min");
    }
}

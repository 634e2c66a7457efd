//! The program `duizhao`: hands the process's arguments and streams to the library's command line.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use duizhao::cli::{self, Streams};

/// A document's walk allocates and frees some megabytes; glibc hands each back to the system and asks for it again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut err = io::stderr().lock();
    let mut streams = Streams {
        input: &mut io::stdin().lock(),
        out: &mut out,
        err: &mut err,
        out_is_terminal: io::stdout().is_terminal(),
        width: terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut streams))
}

//! The program `duizhao`.

fn main() {}

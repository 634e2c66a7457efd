# The handful of commands everyone runs. https://just.systems

# All tests: tables, snapshots, properties, fuzz drivers for a second each.
test:
    cargo test

# Formatting, lints and docs, with warnings denied.
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Rewrite the snapshots of what people see; read the difference as prose before committing it.
snap:
    SNAPSHOTS=overwrite cargo test --test cli

# How fast is each station of the walk?
bench:
    cargo bench

# An hour of fuzzing for every reader.
fuzz:
    DUIZHAO_FUZZ_SECONDS=3600 cargo test --release --test fuzz --test fuzz_documents --test fuzz_formats --test fuzz_walk

# Everything that must hold before a change is taken.
gate:
    bash .ci/run

# The Python package: its lints, its tests, Spark and Ray with workers that are killed. Needs Python 3.11 and Java 17.
python:
    bash bindings/python/test.sh

# Do readers that others wrote read what we export? Needs Python with translate-toolkit, pyarrow, duckdb, datasets.
readers:
    cargo build --release --features parquet
    python3 tests/readers.py target/release/duizhao

# Does the report site work in a real browser? Needs Node.js and Chromium; screenshots go to target/site.
site:
    bash .ci/site

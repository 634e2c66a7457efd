#!/usr/bin/env bash
# The tests of the Python package: lints, types, documentation, the functions against the command line, Arrow libraries,
# and Spark and Ray with workers that are killed. Needs a Rust toolchain, Python 3.11 or newer, Java 17 or newer, and the
# network the first time: everything else goes into target/python.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
venv=$root/target/python/venv
export CARGO_TARGET_DIR=$root/target/python/cargo

[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement tests/requirements.txt

"$venv/bin/ruff" format --check .
"$venv/bin/ruff" check .
cargo fmt --check
cargo clippy --release -- -D warnings

# The wheel as a user gets it: `pip install ./bindings/python`.
rm -rf "$root/target/python/wheel"
"$venv/bin/pip" wheel --quiet --no-deps --wheel-dir "$root/target/python/wheel" .
"$venv/bin/pip" install --quiet --no-deps --force-reinstall "$root"/target/python/wheel/*.whl
bytes=$(stat -c %s "$root"/target/python/wheel/*.whl)
echo "wheel: $bytes bytes"
[ "$bytes" -le 15000000 ]

"$venv/bin/mypy"
CARGO_TARGET_DIR=$root/target cargo build --manifest-path "$root/Cargo.toml"
DUIZHAO=$root/target/debug/duizhao "$venv/bin/pytest" --doctest-modules --doctest-glob=README.md \
  --pyargs duizhao README.md tests "$@"

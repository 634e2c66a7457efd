#!/usr/bin/env bash
# Validates what `--format sarif` writes against the JSON schema of SARIF 2.1.0 (OASIS), taken from the sources of the
# crate serde-sarif, which ships it, with the Python package jsonschema. Fails when a file is not valid.
# Usage: tools/sarif/validate.sh [path to duizhao]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/release/duizhao}")
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT

cargo init --quiet --vcs none --name schema "$work/schema"
cargo add --quiet --manifest-path "$work/schema/Cargo.toml" serde-sarif@0.8.0
cargo vendor --quiet --manifest-path "$work/schema/Cargo.toml" "$work/vendor" > /dev/null
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet jsonschema

cd tests/cli/samples
# 1 says that something was found, which is what is wanted here.
"$program" check --format sarif orchard.md well.md > "$work/articles.sarif" || [ $? -eq 1 ]
"$program" check --format sarif --pairs pairs.tsv memory.tmx job.xlf messages.po > "$work/pairs.sarif" || [ $? -eq 1 ]
"$program" check --format sarif well.md > "$work/clean.sarif"
# Proof that the validation can fail: no line is called "x".
sed 's/"startLine":[0-9]*/"startLine":"x"/' "$work/articles.sarif" > "$work/broken.sarif"

"$work/python/bin/python" - "$work/vendor/serde-sarif/src/schema.json" "$work"/{articles,pairs,clean,broken}.sarif <<'PY'
import json, sys
from jsonschema.validators import validator_for

schema = json.load(open(sys.argv[1], encoding="utf-8"))
validator = validator_for(schema)(schema)
failed = False
for path in sys.argv[2:]:
    log = json.load(open(path, encoding="utf-8"))
    faults = list(validator.iter_errors(log))
    results = len(log["runs"][0]["results"])
    print(f"{path.rsplit('/', 1)[1]}: {results} results, {len(faults)} faults")
    for fault in faults[:5]:
        print(f"  {fault.json_path}: {fault.message[:200]}")
    failed |= bool(faults) != path.endswith("broken.sarif")
sys.exit(failed)
PY

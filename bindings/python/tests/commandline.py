"""The command line, which results are compared with."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PROGRAM = Path(os.environ.get("DUIZHAO", ROOT / "target" / "debug" / "duizhao"))

Row = dict[str, Any]


def run(*arguments: str | Path, cwd: Path = ROOT) -> str:
    """Return what ``duizhao`` prints. Findings, and files that cannot be read, are no failures."""
    command = [str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1, 3}, done.stderr
    return done.stdout


def rows(*arguments: str | Path, cwd: Path = ROOT) -> list[Row]:
    """Return the JSON Lines that ``duizhao`` prints."""
    return [json.loads(line) for line in run(*arguments, cwd=cwd).splitlines()]


def present(value: Any) -> Any:
    """Return a record without what is absent: JSON leaves it out, a table says null."""
    if isinstance(value, dict):
        return {name: present(member) for name, member in value.items() if member is not None}
    return value


def in_order(records: Iterable[Row]) -> list[str]:
    """Return records as sorted lines, without what tables alone have."""
    kept = ({name: value for name, value in record.items() if name != "shard"} for record in records)
    return sorted(json.dumps(present(record), ensure_ascii=False, sort_keys=True) for record in kept)


def articles() -> list[str]:
    """Return the project's articles, as paths below its root."""
    found = [*ROOT.glob("corpus/*.md"), *ROOT.glob("tests/cases/articles/*.md")]
    return [str(path.relative_to(ROOT)) for path in sorted(found) if path.name != "README.md"]

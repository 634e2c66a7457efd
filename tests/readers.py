"""Reads what `duizhao corpus export` wrote with readers that others wrote, and compares the pairs.

    pip install translate-toolkit pyarrow duckdb datasets
    python3 tests/readers.py target/release/duizhao

Parquet needs a program built with `--features parquet`; without it, and without `datasets`, those parts are left out
and said so.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def main() -> int:
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)

        def corpus(*arguments: str) -> subprocess.CompletedProcess:
            command = [str(program), "corpus", *arguments, "--quiet"]
            return subprocess.run(command, cwd=folder, capture_output=True, text=True)

        corpus("generate", "archive", "--articles", "30").check_returncode()
        corpus("add", "store", "archive").check_returncode()
        for name in ["a.jsonl", "a.tsv", "a.tmx", "a.xlf"]:
            corpus("export", "store", name).check_returncode()
        corpus("export", "store", "m", "--format", "moses").check_returncode()
        corpus("export", "store", "ces", "--format", "ces").check_returncode()
        lines = (folder / "a.jsonl").read_text(encoding="utf-8").splitlines()
        pairs = [(row["zh"], row["en"]) for row in map(json.loads, lines)]
        readers = [tsv, tmx, xliff, moses, ces, duckdb_json, hub_json]
        if corpus("export", "store", "set", "--format", "parquet").returncode == 0:
            corpus("facts", "store", "--output", "f.csv").check_returncode()
            corpus("facts", "store", "--format", "parquet", "--output", "f.parquet").check_returncode()
            readers += [pyarrow_parquet, duckdb_parquet, hub_parquet, pyarrow_facts]
        else:
            print("left out: Parquet, which this program was built without")
        wrong = 0
        for reader in readers:
            try:
                found = reader(folder)
                expected = facts_csv(folder) if reader is pyarrow_facts else pairs
            except ModuleNotFoundError as error:
                print(f"left out: {reader.__name__}, no module {error.name}")
                continue
            same = found == expected
            wrong += not same
            print(f"{reader.__name__}: {len(found)} of {len(expected)} rows, {'the same' if same else 'NOT THE SAME'}")
        return 1 if wrong else 0


def tsv(folder: Path):
    with open(folder / "a.tsv", encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def tmx(folder: Path):
    from translate.storage.tmx import tmxfile

    with open(folder / "a.tmx", "rb") as file:
        return [(unit.source, unit.target) for unit in tmxfile(file, "zh", "en").unit_iter()]


def xliff(folder: Path):
    from translate.storage.xliff import xlifffile

    with open(folder / "a.xlf", "rb") as file:
        return [(str(unit.source), str(unit.target)) for unit in xlifffile(file).unit_iter()]


def moses(folder: Path):
    sides = [(folder / f"m.{side}").read_text(encoding="utf-8").split("\n")[:-1] for side in ("zh", "en")]
    return list(zip(*sides, strict=True))


def ces(folder: Path):
    pairs = []
    for path in sorted((folder / "ces").glob("*.zh-en.xml")):
        group = ElementTree.parse(path).getroot().find("linkGrp")
        sides = []
        for name in (group.get("fromDoc"), group.get("toDoc")):
            document = ElementTree.parse(path.parent / name)
            # The white space of XML; an ideographic space is the text's own.
            sides.append({s.get("id"): " ".join(re.split(r"[ \t\n]+", s.text.strip(" \t\n"))) for s in document.iter("s")})
        for link in group.iter("link"):
            zh, en = (names.split() for names in link.get("xtargets").split(";"))
            if not zh or not en:
                continue  # a sentence without a partner
            pairs.append(("".join(sides[0][name] for name in zh), " ".join(sides[1][name] for name in en)))
    return pairs


def duckdb_json(folder: Path):
    import duckdb

    return duckdb.sql(f"SELECT zh, en FROM read_json('{folder}/a.jsonl', format='newline_delimited')").fetchall()


def duckdb_parquet(folder: Path):
    import duckdb

    query = f"SELECT translation.zh, translation.en FROM read_parquet('{folder}/set/data/*.parquet')"
    return duckdb.sql(query).fetchall()


def pyarrow_parquet(folder: Path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "set/data")
    return [(row["zh"], row["en"]) for row in table["translation"].to_pylist()]


def pyarrow_facts(folder: Path):
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(folder / "f.parquet").to_pylist()
    return [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


def facts_csv(folder: Path):
    with open(folder / "f.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hub_json(folder: Path):
    import datasets

    rows = datasets.load_dataset("json", data_files=str(folder / "a.jsonl"), cache_dir=str(folder / "cache"))["train"]
    return list(zip(rows["zh"], rows["en"]))


def hub_parquet(folder: Path):
    import datasets

    rows = datasets.load_dataset(str(folder / "set"), cache_dir=str(folder / "cache"))["train"]
    return [(row["zh"], row["en"]) for row in rows["translation"]]


if __name__ == "__main__":
    sys.exit(main())

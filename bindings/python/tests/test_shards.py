"""The plan of a run: every document once, however the input is cut."""

import json
from pathlib import Path

import commandline
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from commandline import Row, in_order
from duizhao import _shards
from duizhao._shards import PlanError, Run, Shard

PAIRS = [
    {"id": str(number), "zh": f"第{number}组共{number}人。", "en": f"Group {number} had {number} men."}
    for number in range(300)
]


def run_of(source: Path, output: Path, task: str = "facts") -> Run:
    return _shards.run_of(task, str(source), str(output))  # type: ignore[arg-type]


def written(output: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(output).to_pylist()
    return rows


def do_all(run: Run, files: int, most: int) -> int:
    shards = _shards.plan(run, files, most)
    for shard in _shards.unfinished(shards):
        _shards.do(Shard.loads(shard.dumps()))
    _shards.finish(run)
    return len(shards)


@pytest.mark.parametrize(("files", "most"), [(1000, 1 << 30), (17, 1 << 30), (1000, 9_999)])
def test_rows_do_not_depend_on_the_cut(archive: Path, tmp_path: Path, files: int, most: int) -> None:
    few = tmp_path / "articles"
    few.mkdir()
    for article in sorted(archive.rglob("*.md"))[:60]:
        (few / article.name).write_bytes(article.read_bytes())
    do_all(run_of(few, tmp_path / "out"), files, most)
    assert in_order(written(tmp_path / "out")) == in_order(commandline.rows("facts", "--format", "jsonl", few))
    assert (tmp_path / "out" / "_SUCCESS").exists()
    assert not (tmp_path / "out" / "_unfinished").exists()


@pytest.mark.parametrize("most", [1, 50, 1000, 1 << 30])
def test_every_line_is_read_once(tmp_path: Path, most: int) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in PAIRS))
    run = run_of(source, tmp_path / "out")
    documents = [document for shard in _shards.plan(run, 1000, most) for document in _shards.documents_of(shard)]
    assert [document["id"] for document in documents] == [pair["id"] for pair in PAIRS]


@pytest.mark.parametrize("most", [1, 5000, 1 << 30])
def test_every_row_group_is_read_once(tmp_path: Path, most: int) -> None:
    source = tmp_path / "tables"
    source.mkdir()
    pq.write_table(pa.Table.from_pylist(PAIRS), source / "pairs.parquet", row_group_size=40)
    run = run_of(source, tmp_path / "out")
    documents = [document for shard in _shards.plan(run, 1000, most) for document in _shards.documents_of(shard)]
    assert [document["id"] for document in documents] == [pair["id"] for pair in PAIRS]
    assert {document["path"] for document in documents} == {f"{source}/pairs.parquet"}


def test_what_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    lines = '{"zh": "\\ud800二人", "en": "two"}\n{"zh": 1\n[]\n{"id": "x", "zh": "一"}\n'
    (source / "a.jsonl").write_text(lines)
    (source / "b.parquet").write_bytes(b"PAR1 no PAR1")
    (source / "c.md").write_bytes(b"\0")
    do_all(run_of(source, tmp_path / "out"), 2, 1 << 20)
    errors = {
        (row["path"].removeprefix(f"{source}/"), row["id"], row["error"])
        for row in written(tmp_path / "out")
        if row["error"]
    }
    assert {(path, name) for path, name, _ in errors} == {
        ("a.jsonl", None),
        ("a.jsonl", "x"),
        ("b.parquet", None),
        ("c.md", None),
    }
    assert ("a.jsonl", None, f"byte {lines.encode().index(b'[]')}: not an object") in errors
    assert [row["text"] for row in written(tmp_path / "out") if not row["error"]] == ["二人", "two"]


def test_a_finished_shard_is_left_alone(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for number in range(6):
        (source / f"{number}.txt").write_text(f"共{number + 3}人。")
    run = run_of(source, output)
    shards = _shards.plan(run, 2)
    done = _shards.do(shards[1])
    assert (done.documents, done.rows, done.errors) == (2, 2, 0)
    # A task that is sent out again, since its answer was lost, answers the same.
    assert _shards.do(shards[1]) == done
    before = {path: path.stat().st_mtime_ns for path in output.glob("shard=*/*")}
    assert [shard.name for shard in _shards.unfinished(shards)] == [shards[0].name, shards[2].name]
    assert do_all(run, 2, 1 << 20) == 3
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert sorted(row["value"] for row in written(output)) == ["3", "4", "5", "6", "7", "8"]
    # A document that was changed would be there twice.
    (source / "0.txt").write_text("共九人。")
    with pytest.raises(PlanError, match="1 shards there are not of this run"):
        _shards.unfinished(_shards.plan(run, 2))


def test_an_input_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no such file"):
        _shards.plan(run_of(tmp_path / "none", tmp_path / "out"))
    with pytest.raises(PlanError, match=r"no \.md, \.txt"):
        _shards.plan(run_of(tmp_path, tmp_path / "out"))


def test_paths_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("三人")
    monkeypatch.chdir(tmp_path)
    for given, shown in [("in", "in/a.txt"), ("in/", "in/a.txt"), (f"file://{tmp_path}/in", f"{tmp_path}/in/a.txt")]:
        (document,) = _shards.documents_of(_shards.plan(_shards.run_of("facts", given, "out"))[0])
        assert document["path"] == shown

"""The plan of a run: every document once, however the input is cut."""

import json
import os
from pathlib import Path
from typing import Any

import commandline
import duizhao
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
    with pytest.raises(PlanError, match="1 of the 3 shards there are not of this run"):
        _shards.unfinished(_shards.plan(run, 2))


def test_an_input_without_documents_is_an_error(tmp_path: Path) -> None:
    source, output = tmp_path / "in", tmp_path / "out"
    with pytest.raises(PlanError, match="no such file"):
        _shards.plan(run_of(source, output))
    source.mkdir()
    with pytest.raises(PlanError, match=r"no file in it that is one of \.md, \.txt"):
        _shards.plan(run_of(source, output))
    (source / "a.csv").write_text("zh,en\n")
    with pytest.raises(PlanError, match=r"a\.csv: not one of \.md, \.txt"):
        _shards.plan(run_of(source / "a.csv", output))


def test_a_name_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / os.fsdecode(b"\xff.txt")).write_text("三人")
    with pytest.raises(PlanError, match=r"not UTF-8: b.*\\xff\.txt"):
        _shards.plan(run_of(source, tmp_path / "out"))


@pytest.mark.parametrize("name", ["none.jsonl", "none.parquet", "no_groups.parquet"])
def test_no_documents_are_a_table_of_no_rows(tmp_path: Path, name: str) -> None:
    source, output = tmp_path / name, tmp_path / "out"
    schema = pa.schema([("content", pa.string())])
    if name == "none.jsonl":
        source.touch()
    elif name == "none.parquet":
        pq.write_table(schema.empty_table(), source)
    else:
        pq.ParquetWriter(source, schema).close()
    assert do_all(run_of(source, output), 1000, 1 << 20) == 1
    table = pq.read_table(output)
    assert table.num_rows == 0
    assert table.schema.names == [*pa.schema(duizhao.schema("facts")).names, "shard"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": ["一"]}, 'either "content", an article, or "zh" and "en"; they are text'),
        ({"zh": ["一"]}, "they are zh"),
        ({"content": [["一"]]}, 'column "content" is list<'),
        ({"zh": ["一"], "en": [{"text": "one"}]}, 'column "en" is struct<'),
    ],
)
def test_a_table_without_documents_is_one_error(tmp_path: Path, columns: dict[str, Any], message: str) -> None:
    pq.write_table(pa.table(columns), tmp_path / "table.parquet")
    with pytest.raises(PlanError, match=rf"table\.parquet: .*{message}"):
        _shards.plan(run_of(tmp_path / "table.parquet", tmp_path / "out"))


def test_the_output_lies_apart_from_the_input(tmp_path: Path) -> None:
    (tmp_path / "in" / "folder").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("三人")
    for source, output in [("in", "in"), ("in", "in/out"), ("in/folder", "in"), ("in/a.txt", "in")]:
        for given in (f"{tmp_path}/{source}", f"file://{tmp_path}/{source}/", f"file:{tmp_path}/{source}"):
            with pytest.raises(PlanError, match="the output lies in the input, or the input in the output"):
                _shards.plan(_shards.run_of("facts", given, f"{tmp_path}/{output}"))
    assert _shards.plan(run_of(tmp_path / "in", tmp_path / "in-out"))


def test_the_output_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("三人")
    (tmp_path / "out").touch()
    with pytest.raises(PlanError, match="the output has to be a folder"):
        _shards.unfinished(_shards.plan(run_of(tmp_path / "a.txt", tmp_path / "out")))


def test_a_machine_that_does_not_see_the_input_does_no_shard(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("三人")
    (shard,) = _shards.plan(run_of(tmp_path / "in", tmp_path / "out"))
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError, match="all machines have to see it"):
        _shards.do(shard)
    assert _shards.unfinished([shard]) == [shard]


def test_texts_may_be_bytes_and_names_numbers(tmp_path: Path) -> None:
    source = tmp_path / "pairs.parquet"
    pq.write_table(
        pa.table({"id": [7], "path": [b"a.txt"], "zh": ["二百人到会。".encode("gb18030")], "en": ["300 came."]}), source
    )
    do_all(run_of(source, tmp_path / "out", "check"), 1000, 1 << 20)
    (row,) = written(tmp_path / "out")
    assert (row["path"], row["id"], row["rule"], row["zh"]["text"]) == ("a.txt", "7", "value-mismatch", "二百人")


def test_what_is_text_is_read_alike_beside_bytes(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.md").write_bytes("共三人。".encode("gb18030"))
    # Bytes would be told to be in another encoding.
    text = "共四人。".encode("gb18030").decode("latin-1")
    (source / "b.jsonl").write_text(json.dumps({"content": text + " 5 men"}))
    do_all(run_of(source, tmp_path / "out"), 1000, 1 << 20)
    assert [row["value"] for row in written(tmp_path / "out")] == ["3", "5"]


def test_a_bad_document_keeps_its_name(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text('{"id": "x", "path": "a.txt", "zh": "一"}\n{"id": "y", "zh": [1], "en": "one"}\n')
    for task, name in [("check", "id"), ("align", "doc")]:
        do_all(run_of(source, tmp_path / task, task), 1000, 1 << 20)
        rows = [(row["path"], row[name], row["error"]) for row in written(tmp_path / task)]
        assert rows == [
            ("a.txt", "x", 'neither "content" nor "zh" and "en" in it'),
            (str(source), None, '"zh" is [1], which is no text'),
        ]


def test_a_long_line_is_read_by_one_piece(tmp_path: Path) -> None:
    source = tmp_path / "long.jsonl"
    lines = [json.dumps({"content": "共三人。" * count}, ensure_ascii=False) for count in (1, 200_000, 1)]
    source.write_text("\n".join(lines))
    shards = _shards.plan(run_of(source, tmp_path / "out"), 1, 100_000)
    assert len(shards) > 20
    read = [len(list(_shards.documents_of(shard))) for shard in shards]
    assert (read[0], sum(read)) == (2, 3)


def test_paths_are_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("三人")
    monkeypatch.chdir(tmp_path)
    for given, shown in [
        ("in", "in/a.txt"),
        ("in/", "in/a.txt"),
        (f"file://{tmp_path}/in", f"{tmp_path}/in/a.txt"),
        (f"file:{tmp_path}/in", f"{tmp_path}/in/a.txt"),
    ]:
        (document,) = _shards.documents_of(_shards.plan(_shards.run_of("facts", given, "out"))[0])
        assert document["path"] == shown

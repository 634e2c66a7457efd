"""Arrow data in and out: the same rows whatever library it comes from."""

from collections.abc import Callable
from typing import Any, get_type_hints

import commandline
import duckdb
import duizhao
import polars as pl
import pyarrow as pa
import pytest
from commandline import ROOT, Row, in_order, present

ARTICLES = commandline.articles()
TASKS: list[duizhao.Task] = ["facts", "check", "align"]


def documents() -> pa.Table:
    contents = [(ROOT / path).read_bytes() for path in ARTICLES]
    # What a translator may have got wrong, so that there is something to find.
    contents = [
        text.replace(b"4.19 million", b"41.9 million").replace(b"percent", b"percentage points") for text in contents
    ]
    return pa.table({"path": ARTICLES, "content": contents})


def result(task: duizhao.Task, data: Any) -> list[Row]:
    rows: list[Row] = pa.table(duizhao.batch(task, data)).to_pylist()
    return rows


def expected(task: duizhao.Task) -> list[Row]:
    """What the function for one document returns, which the command line is compared with elsewhere."""
    functions: dict[str, Callable[..., Any]] = {"facts": duizhao.facts, "check": duizhao.check, "align": duizhao.align}
    rows: list[Row] = []
    for document in documents().to_pylist():
        try:
            found = functions[task](document["content"], path=document["path"])
        except duizhao.ReadError as error:
            rows.append({"path": document["path"], "error": error.message})
        else:
            rows += [{"path": document["path"], **record} for record in found]
    return rows


@pytest.mark.parametrize("task", TASKS)
def test_rows_are_those_of_single_documents(task: duizhao.Task) -> None:
    rows = [present(row) for row in result(task, documents())]
    assert rows == [present(row) for row in expected(task)]
    assert [row for row in rows if "error" not in row]


def test_rows_are_those_of_the_command_line() -> None:
    contents = [(ROOT / path).read_bytes() for path in ARTICLES]
    rows = result("facts", pa.table({"path": ARTICLES, "content": contents}))
    assert in_order(rows) == in_order(commandline.rows("facts", "--format", "jsonl", *ARTICLES))


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()],
    ids=str,
)
def test_every_layout_of_text_is_read(kind: pa.DataType) -> None:
    table = documents().slice(0, 2)
    content = pa.array(table.column("content").to_pylist(), pa.binary())
    text = pa.array([one.decode() for one in content.to_pylist()], pa.string())
    column = (content if "binary" in str(kind) else text).cast(kind)
    assert result("check", table.set_column(1, "content", column)) == result("check", table)


def test_slices_and_chunks_are_read_where_they_begin() -> None:
    table = documents()
    whole = result("facts", table)
    halves = [result("facts", part) for part in (table.slice(0, 3), table.slice(3))]
    assert halves[0] + halves[1] == whole
    assert result("facts", pa.concat_tables([table.slice(0, 3), table.slice(3)])) == whole


def test_polars_in_and_out() -> None:
    frame = pl.DataFrame(documents())
    rows = pl.DataFrame(duizhao.batch("facts", frame)).to_dicts()
    assert in_order(rows) == in_order(result("facts", documents()))


def test_duckdb_in_and_out() -> None:
    database = duckdb.connect()
    database.register("documents", documents())
    found = duizhao.batch("facts", database.sql("select path, content from documents"))
    database.register("found", pa.table(found))
    counts = database.sql("select kind, count(*) from found group by kind").fetchall()
    kinds = [row["kind"] for row in result("facts", documents())]
    assert dict(counts) == {kind: kinds.count(kind) for kind in kinds}


def test_two_texts_in_a_row() -> None:
    table = pa.table({"id": [7, 8], "zh": ["二百人到会。", "三月七日"], "en": ["There were 300 present.", "March 7"]})
    (finding,) = result("check", table)
    assert (finding["path"], finding["id"], finding["rule"]) == ("-", "7", "value-mismatch")
    facts = [(row["id"], row["lang"], row["text"]) for row in result("facts", table)]
    assert facts == [("7", "zh", "二百人"), ("7", "en", "300"), ("8", "zh", "三月七日"), ("8", "en", "March 7")]
    beads = [(row["doc"], row["id"], row["zh"], row["en"]) for row in result("align", table)]
    assert beads == [("7", "1", "二百人到会。", "There were 300 present."), ("8", "1", "三月七日", "March 7")]


def test_a_bad_document_is_one_row() -> None:
    table = pa.table(
        {
            "path": ["a.txt", "b.txt", "c.txt", "d.txt"],
            "content": [b"abc\n\0", None, "只有中文。".encode(), "二百人 and 200 men.\n\nTwo hundred.".encode()],
        },
    )
    for task in TASKS:
        errors = [(row["path"], row["error"]) for row in result(task, table) if row["error"] is not None]
        assert errors[:2] == [
            ("a.txt", "line 2, byte 4: a NUL byte; this is a binary file"),
            ("b.txt", "there is no content"),
        ]
        if task != "facts":
            assert errors[2] == ("c.txt", "no English text in it: not a bilingual file")


def test_no_documents_are_no_rows() -> None:
    for task in TASKS:
        empty = pa.table(duizhao.batch(task, documents().slice(0, 0)))
        assert empty.num_rows == 0
        assert empty.schema == pa.schema(duizhao.schema(task))


def test_columns_that_hold_no_documents_are_named() -> None:
    with pytest.raises(ValueError, match="they are text"):
        duizhao.batch("check", pa.table({"text": ["a"]}))
    with pytest.raises(ValueError, match='column "content" is'):
        duizhao.batch("check", pa.table({"content": [[1]]}))


@pytest.mark.parametrize(
    ("task", "record"),
    [("facts", duizhao.Fact), ("check", duizhao.Finding), ("align", duizhao.Bead)],
)
def test_columns_are_the_members_of_the_records(task: duizhao.Task, record: type) -> None:
    assert set(pa.schema(duizhao.schema(task)).names) == {*get_type_hints(record), "path", "id", "error"}

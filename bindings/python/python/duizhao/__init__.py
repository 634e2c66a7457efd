"""Lay a Chinese text and its English translation side by side and say where their numbers disagree.

>>> import duizhao
>>> finding = duizhao.check("供应农具四百一十九万件。", "They supplied 41.9 million farm tools.")[0]
>>> finding["rule"], finding["en"]["text"]
('scale-slip', '41.9 million')

Texts are given as ``str``, or as the ``bytes`` of a file, whose encoding is then told as the command line tells it.
``path`` is what records and errors call the text; a name in ``.md``, ``.html`` or ``.docx`` also says that there is
markup to be read through. What is returned are the records of the command line's JSON Lines, as dictionaries. All
functions may be called from many threads: the interpreter's lock is released while they work.
"""

import json
from typing import Literal, TypeVar, cast

from duizhao import _duizhao
from duizhao._arrow import ArrowArray, ArrowStream
from duizhao._duizhao import Batch, __version__
from duizhao._errors import ReadError
from duizhao._records import (
    Bead,
    Block,
    Document,
    Fact,
    Finding,
    Kind,
    Lang,
    Markup,
    Metadata,
    Qualifier,
    Segments,
    Side,
    Span,
    Task,
    Term,
)

__all__ = [
    "ArrowArray",
    "ArrowStream",
    "Batch",
    "Bead",
    "Block",
    "Document",
    "Fact",
    "Finding",
    "Kind",
    "Lang",
    "Markup",
    "Metadata",
    "Qualifier",
    "ReadError",
    "Segments",
    "Side",
    "Span",
    "Task",
    "Term",
    "__version__",
    "align",
    "batch",
    "check",
    "facts",
    "parse",
    "schema",
]


_Text = TypeVar("_Text", str | bytes, str | bytes | None)


def _readable(text: _Text, path: str) -> _Text:
    """Return ``text``, unless it is a string that holds half a character."""
    if isinstance(text, str) and not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            half = text[error.start].encode("unicode-escape").decode()
            raise ReadError(path, f"character {error.start} is half of one ({half}): no text has it") from error
    return text


def facts(text: str | bytes, lang: Lang | None = None, *, path: str = "-") -> list[Fact]:
    """Return every number, date and amount in a text, in order.

    Without ``lang`` the script tells the language; of a bilingual article both sides are read.

    >>> fact = facts("共有八十几个合作社。")[0]
    >>> fact["text"], fact["kind"], fact["value"], fact["max"], fact["qualifier"], fact["of"]["text"]
    ('八十几个', 'number', '80', '90', 'odd', '合作社')

    Raises ``ReadError`` when the bytes are no text or the text is a broken article.
    """
    return cast("list[Fact]", json.loads(_duizhao.facts(_readable(text, path), lang, path)))


def align(
    zh: str | bytes,
    en: str | bytes | None = None,
    *,
    level: Literal["sentence", "paragraph"] = "sentence",
    path: str = "-",
    en_path: str | None = None,
) -> list[Bead]:
    """Return which sentences translate each other: of a Chinese and an English text, or of one bilingual article.

    >>> zh, en = "他推开门，屋里没有人。茶还是热的。", "He pushed the door open. The room was empty. The tea was hot."
    >>> beads = align(zh, en)
    >>> [(bead["zh"], bead["en"]) for bead in beads]
    [('他推开门，屋里没有人。', 'He pushed the door open. The room was empty.'), ('茶还是热的。', 'The tea was hot.')]

    Raises ``ReadError`` when a text cannot be read, or when the article lacks one of its sides.
    """
    if level not in ("sentence", "paragraph"):
        raise ValueError(f"level is {level!r}; it can be 'sentence' or 'paragraph'")
    zh, en = _readable(zh, path), _readable(en, en_path or path)
    return cast("list[Bead]", json.loads(_duizhao.align(zh, en, path, en_path, level == "paragraph")))


def check(
    zh: str | bytes,
    en: str | bytes | None = None,
    *,
    path: str = "-",
    en_path: str | None = None,
) -> list[Finding]:
    """Return where a Chinese and an English text disagree, or the two sides of one bilingual article.

    >>> [(found["rule"], found["severity"]) for found in check("产量增长百分之十二。", "Output grew by 21 percent.")]
    [('digit-slip', 'error')]

    Raises ``ReadError`` when a text cannot be read, or when the article lacks one of its sides.
    """
    zh, en = _readable(zh, path), _readable(en, en_path or path)
    return cast("list[Finding]", json.loads(_duizhao.check(zh, en, path, en_path)))


def parse(data: str | bytes, *, path: str = "-") -> Document:
    """Return what a file is made of: its header, its blocks, its markup.

    >>> document = parse("收获三十二万吨。".encode("gb18030"))
    >>> document["encoding"], [(block["lang"], block["kind"], block["text"]) for block in document["blocks"]]
    ('GB 18030', [('zh', 'paragraph', '收获三十二万吨。')])

    Raises ``ReadError`` when the bytes are no text or the text is a broken article.
    """
    return cast("Document", json.loads(_duizhao.parse(_readable(data, path), path)))


def batch(task: Task, data: ArrowArray | ArrowStream) -> Batch:
    """Do a task on many documents: Arrow data in, Arrow data out.

    ``data`` is a record batch, table or data frame of pyarrow, Polars, DuckDB or any other library that speaks the
    PyCapsule interface. A row is a document: ``content``, the text or the bytes of an article; or ``zh`` and ``en``,
    two texts. ``path`` and ``id`` are optional and come back with whatever is said of it. The result has the columns of
    ``schema(task)``; a document that cannot be read is one row with its path and ``error``.

    >>> import pyarrow as pa
    >>> documents = pa.record_batch({"id": ["a"], "zh": ["二百人到会。"], "en": ["There were 300 present."]})
    >>> pa.table(batch("check", documents)).select(["id", "rule", "error"]).to_pylist()
    [{'id': 'a', 'rule': 'value-mismatch', 'error': None}]
    """
    return _duizhao.batch(task, data)


def schema(task: Task) -> Batch:
    """Return the columns of what ``batch`` returns, as a batch without rows.

    >>> import pyarrow as pa
    >>> pa.schema(schema("check")).names
    ['path', 'id', 'rule', 'class', 'severity', 'message', 'help', 'zh', 'en', 'error']
    """
    return _duizhao.schema(task)

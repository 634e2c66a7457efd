"""What the functions return: the records that the command line prints as JSON Lines, member by member.

Offsets are Unicode code points, so that they index a Python string. Exact numbers are strings, a decimal or ``p/q``:
``fractions.Fraction`` reads both.
"""

from typing import Literal, NotRequired, TypedDict

Lang = Literal["zh", "en"]
"""A language."""

Task = Literal["facts", "align", "check"]
"""What can be done with a document."""

Kind = Literal[
    "number",
    "ordinal",
    "percent",
    "fraction",
    "ratio",
    "multiple",
    "money",
    "quantity",
    "age",
    "temperature",
    "date",
    "period",
    "time",
    "datetime",
    "duration",
    "serial",
]
"""What a fact counts or names."""

Qualifier = Literal["about", "nearly", "more_than", "at_least", "less_than", "at_most", "odd", "several"]
"""How a number is bounded by the words around it."""


class Span(TypedDict):
    """A stretch of text."""

    text: str
    start: int
    end: int


class Fact(TypedDict):
    path: str
    lang: Lang
    start: int
    end: int
    text: str
    kind: Kind
    value: NotRequired[str]
    min: NotRequired[str]
    max: NotRequired[str]
    min_inclusive: NotRequired[bool]
    max_inclusive: NotRequired[bool]
    unit: NotRequired[str]
    qualifier: NotRequired[Qualifier]
    edtf: NotRequired[str]
    resolved: NotRequired[str]
    duration: NotRequired[str]
    result: NotRequired[str]
    of: NotRequired[Span]
    when: NotRequired[Span]
    where: NotRequired[Span]


"""A number, date or amount that a text states: ``duizhao facts --format jsonl``."""


class Side(TypedDict):
    """The place of a finding in one of the texts. Line and column are counted from 1."""

    path: NotRequired[str]
    text: str
    start: int
    end: int
    value: NotRequired[str]
    line: int
    column: int


Finding = TypedDict(
    "Finding",
    {
        "path": str,
        "rule": str,
        "class": Literal["fact", "structure", "term", "text"],
        "severity": Literal["error", "warning", "note"],
        "message": str,
        "help": NotRequired[str],
        "zh": Side | None,
        "en": Side | None,
    },
)
"""Something that the two texts do not agree on: ``duizhao check --format jsonl``."""


class Segments(TypedDict):
    """A range of sentences, from 0; ``end`` is one past the last."""

    start: int
    end: int


class Bead(TypedDict):
    """Sentences that translate each other; one side is empty where a sentence has no counterpart.

    ``duizhao align --format jsonl``. ``probability`` is that of the bead being exactly right.
    """

    id: str
    doc: str
    zh: str
    en: str
    zh_segments: Segments
    en_segments: Segments
    probability: float


class Metadata(TypedDict):
    """What one side of an article says about itself."""

    title: NotRequired[Span]
    author: NotRequired[Span]
    date: NotRequired[Span]
    page: NotRequired[Span]
    column: NotRequired[Span]


class Block(TypedDict):
    """A paragraph, a headline, a row of a table."""

    lang: Lang
    kind: Literal["headline", "dateline", "paragraph", "verse", "list-item", "table-row", "byline", "note"]
    text: str
    start: int
    end: int


class Markup(TypedDict):
    """A stretch that is no block."""

    kind: Literal["header", "mark", "terms", "space"]
    text: str
    start: int
    end: int


class Term(TypedDict):
    """A term of the file's own list."""

    zh: Span
    en: Span


class Document(TypedDict):
    """What a file is made of: ``duizhao parse``. Blocks and markup together cover the text, in order."""

    path: str
    encoding: NotRequired[str]
    date: NotRequired[str]
    zh: Metadata
    en: Metadata
    blocks: list[Block]
    markup: list[Markup]
    terms: NotRequired[list[Term]]

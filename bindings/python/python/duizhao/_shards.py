"""The plan of a run over more documents than one process should do: what Spark and Ray share.

The input is listed, sorted and cut into shards. A shard is done by one task of the engine, which reads the documents
itself, hands them to ``duizhao.batch`` and writes one Parquet file. The file appears under its name in one step when it
is whole, and the name is a hash of the shard's members, the task and the version of duizhao. Hence:

* a shard that has its file is finished, and a rerun leaves it alone;
* a task may be lost with its machine, or done twice: what it leaves is the same file, or none;
* the rows do not depend on how many machines there were, or which.

A document that cannot be read is a row with its path and ``error``. The storage is any that ``pyarrow.fs`` opens.
"""

import hashlib
import json
import os
import posixpath
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

import duizhao
from duizhao._records import Task

ARTICLES = (".md", ".txt")
LINES = (".jsonl", ".ndjson")
PARQUET = (".parquet",)

COLUMNS = ("path", "id", "content", "zh", "en")
"""The columns of a table of documents that are read; the others are left alone."""

FILES_PER_SHARD = 1000
BYTES_PER_SHARD = 32 << 20
"""A few seconds of work: little is lost with a machine, and starting a task costs little beside it."""

BYTES_TO_LINE_END = 1 << 16
"""So much is read at a time to find the end of a line."""

COUNTS = b"duizhao"
"""The key under which a file says what came of its shard."""

DOCUMENTS_PER_BATCH = 256
BYTES_PER_BATCH = 8 << 20


class PlanError(Exception):
    """The run cannot begin."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the input, or a part of one: bytes of JSON Lines, row groups of Parquet."""

    name: str
    """Its path below the input; empty where the input is one file."""
    size: int
    """Bytes of the piece."""
    changed: int
    """When the file was last changed, in nanoseconds."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be done, and where."""

    task: Task
    shown: str
    """The input as records call it: the way the command line prints it."""
    input: str
    output: str
    """Absolute paths or URIs, which mean the same on every machine."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What one task of the engine does."""

    run: Run
    name: str
    pieces: tuple[Piece, ...]

    def dumps(self) -> str:
        """Return the shard as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> "Shard":
        """Read what ``dumps`` wrote."""
        data = json.loads(text)
        pieces = tuple(Piece(**piece) for piece in data["pieces"])
        return cls(run=Run(**data["run"]), name=data["name"], pieces=pieces)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a shard."""

    shard: str
    documents: int
    rows: int
    errors: int


def run_of(task: Task, source: str, output: str) -> Run:
    """Return the run of ``task`` over ``source``, both paths as a user gives them."""
    shown = urlsplit(source).path if source.startswith("file:") else source
    return Run(task=task, shown=shown, input=absolute(source), output=absolute(output))


def absolute(path: str) -> str:
    """Return a path that means the same in another working directory."""
    return path if "://" in path else os.path.abspath(path)  # noqa: PTH100 (links stay what they are)


def storage(path: str) -> tuple[pafs.FileSystem, str]:
    """Return the file system that an absolute path or URI is in, and the path there."""
    return pafs.FileSystem.from_uri(path) if "://" in path else (pafs.LocalFileSystem(), path)


def plan(run: Run, files_per_shard: int = FILES_PER_SHARD, bytes_per_shard: int = BYTES_PER_SHARD) -> list[Shard]:
    """Cut the input into shards: so many files at most, and so many bytes, unless one piece is larger."""
    shards: list[Shard] = []
    members: list[Piece] = []
    size = 0
    for piece in pieces(run, bytes_per_shard):
        if members and (len(members) == files_per_shard or size + piece.size > bytes_per_shard):
            shards.append(shard_of(run, members))
            members, size = [], 0
        members.append(piece)
        size += piece.size
    if members:
        shards.append(shard_of(run, members))
    return shards


def shard_of(run: Run, members: list[Piece]) -> Shard:
    """Name a shard for all that its rows depend on."""
    parts = [run.task, duizhao.__version__, run.shown, [asdict(piece) for piece in members]]
    name = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
    return Shard(run=run, name=name, pieces=tuple(members))


def pieces(run: Run, most: int) -> Iterator[Piece]:
    """List the input in the order of names, large tables in pieces of some ``most`` bytes."""
    filesystem, root = storage(run.input)
    found = filesystem.get_file_info(root)
    if found.type == pafs.FileType.NotFound:
        raise PlanError(f"{run.shown}: no such file or directory")
    if found.type == pafs.FileType.File:
        infos = [found]
    else:
        infos = filesystem.get_file_info(pafs.FileSelector(root, recursive=True))
        infos = [info for info in infos if info.is_file and not is_hidden(info.path, root)]
        infos.sort(key=lambda info: info.path)
    known = [info for info in infos if info.path.lower().endswith(ARTICLES + LINES + PARQUET)]
    if not known:
        raise PlanError(f"{run.shown}: no {', '.join(ARTICLES + LINES + PARQUET)} file in it")
    for info in known:
        name = info.path.removeprefix(root).lstrip("/")
        changed = info.mtime_ns or 0
        if info.path.lower().endswith(LINES):
            for start in range(0, info.size, most):
                end = min(start + most, info.size)
                yield Piece(name, end - start, changed, start, end)
        elif info.path.lower().endswith(PARQUET):
            yield from row_groups(filesystem, info.path, Piece(name, info.size, changed, 0, 0), most)
        else:
            yield Piece(name, info.size, changed, 0, info.size)


def is_hidden(path: str, root: str) -> bool:
    """Whether the command line passes over a file: it is in a folder whose name begins with a dot."""
    return any(part.startswith(".") for part in path.removeprefix(root).split("/")[:-1])


def row_groups(filesystem: pafs.FileSystem, path: str, whole: Piece, most: int) -> Iterator[Piece]:
    """Cut a Parquet file between its row groups."""
    try:
        with filesystem.open_input_file(path) as file:
            metadata = pq.ParquetFile(file).metadata
    except (OSError, pa.ArrowException):
        # The task that is to read it says what is wrong with it.
        yield whole
        return
    start, size = 0, 0
    for group in range(metadata.num_row_groups):
        size += metadata.row_group(group).total_byte_size
        if size >= most or group + 1 == metadata.num_row_groups:
            yield Piece(whole.name, size, whole.changed, start, group + 1)
            start, size = group + 1, 0


def unfinished(shards: list[Shard]) -> list[Shard]:
    """Return the shards that have no file yet.

    Shards in the output that are none of these hold documents of another input, or of this one as it was, and a reader
    would count them twice: then the run does not begin.
    """
    filesystem, output = storage(shards[0].run.output)
    selector = pafs.FileSelector(output, recursive=True, allow_not_found=True)
    found = {
        posixpath.basename(posixpath.dirname(info.path)) for info in filesystem.get_file_info(selector) if info.is_file
    }
    finished = {name.removeprefix("shard=") for name in found if name.startswith("shard=")}
    foreign = finished - {shard.name for shard in shards}
    if foreign:
        raise PlanError(
            f"{shards[0].run.output}: {len(foreign)} shards there are not of this run: the input has changed, or the "
            "task or the version of duizhao is another. Remove them, or choose another output",
        )
    return [shard for shard in shards if shard.name not in finished]


def do(shard: Shard) -> Done:
    """Do one shard: read its documents and write its file. One that has its file is left alone: its answer was lost."""
    filesystem, output = storage(shard.run.output)
    scratch = f"{output}/_unfinished/{shard.name}-{uuid.uuid4().hex}"
    folder = f"{output}/shard={shard.name}"
    path = f"{folder}/part-0.parquet"
    if filesystem.get_file_info(path).type == pafs.FileType.File:
        metadata = pq.read_metadata(path, filesystem=filesystem).metadata
        return Done(shard.name, **json.loads(metadata[COUNTS]))
    filesystem.create_dir(f"{output}/_unfinished", recursive=True)
    documents = rows = errors = 0
    schema = pa.schema(duizhao.schema(shard.run.task))
    with filesystem.open_output_stream(scratch) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for read, batch in results(shard, schema):
            documents += read
            rows += batch.num_rows
            errors += batch.num_rows - batch.column("error").null_count
            writer.write_batch(batch)
        counts = {"documents": documents, "rows": rows, "errors": errors}
        writer.add_key_value_metadata({COUNTS: json.dumps(counts)})
    filesystem.create_dir(folder, recursive=True)
    filesystem.move(scratch, path)
    return Done(shard.name, documents, rows, errors)


def finish(run: Run) -> None:
    """Say that all shards are there, in the way of Hadoop's programs."""
    filesystem, output = storage(run.output)
    scratch = f"{output}/_unfinished"
    if filesystem.get_file_info(scratch).type == pafs.FileType.Directory:
        filesystem.delete_dir(scratch)
    with filesystem.open_output_stream(f"{output}/_SUCCESS"):
        pass


def results(shard: Shard, schema: pa.Schema) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Return how many documents were read and what came of them, batch by batch."""
    for read in batches(documents_of(shard)):
        documents = [row for row in read if "error" not in row]
        for columns in (("path", "id", "content"), ("path", "id", "zh", "en")):
            rows = [row for row in documents if columns[-1] in row]
            if rows:
                batch = pa.RecordBatch.from_pylist(rows, schema=input_schema(rows, columns))
                yield len(rows), pa.record_batch(duizhao.batch(shard.run.task, batch))
        broken = [row for row in read if "error" in row]
        if broken:
            yield len(broken), pa.RecordBatch.from_pylist(broken, schema=schema)


def input_schema(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pa.Schema:
    """Return the types of some documents: an article may be text or the bytes of a file."""
    is_binary = any(isinstance(row.get("content"), bytes) for row in rows)
    types = {column: pa.binary() if column == "content" and is_binary else pa.string() for column in columns}
    return pa.schema(types.items())


def batches(documents: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Gather documents into batches that fit into memory many times."""
    batch: list[dict[str, object]] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(len(value) for value in document.values() if isinstance(value, str | bytes))
        if size >= BYTES_PER_BATCH or len(batch) >= DOCUMENTS_PER_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def documents_of(shard: Shard) -> Iterator[dict[str, object]]:
    """Read the documents of a shard; one that cannot be read has an ``error``."""
    filesystem, root = storage(shard.run.input)
    for piece in shard.pieces:
        shown = posixpath.join(shard.run.shown, piece.name) if piece.name else shard.run.shown
        path = f"{root.rstrip('/')}/{piece.name}" if piece.name else root
        try:
            with filesystem.open_input_file(path) as file:
                if path.lower().endswith(PARQUET):
                    yield from documents_of_table(file, piece, shown)
                elif path.lower().endswith(LINES):
                    yield from documents_of_lines(file, piece, shown)
                else:
                    yield {"path": shown, "content": file.read()}
        except (OSError, pa.ArrowException) as error:
            yield {"path": shown, "error": str(error)}


def documents_of_table(file: pa.NativeFile, piece: Piece, shown: str) -> Iterator[dict[str, object]]:
    """Read some row groups of a Parquet file."""
    table = pq.ParquetFile(file)
    columns = [name for name in COLUMNS if name in table.schema_arrow.names]
    for batch in table.iter_batches(DOCUMENTS_PER_BATCH, list(range(piece.start, piece.end)), columns):
        for row in batch.to_pylist():
            yield document_of(row, shown)


def documents_of_lines(file: pa.NativeFile, piece: Piece, shown: str) -> Iterator[dict[str, object]]:
    """Read the lines of a JSON Lines file that begin in ``piece``."""
    # A line that begins at the very start of the piece is ours, which the byte before it tells.
    at = max(piece.start - 1, 0)
    file.seek(at)
    data = file.read(piece.end - at)
    while not data.endswith(b"\n") and (more := file.read(BYTES_TO_LINE_END)):
        data += more[: more.find(b"\n") + 1] or more
    # Only LF ends a line: a lone CR is white space inside one.
    lines = data.split(b"\n")
    if piece.start > 0:
        at += len(lines.pop(0)) + 1
    for line in lines:
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                yield {"path": shown, "error": f"byte {at}: not JSON: {error}"}
            else:
                is_object = isinstance(row, dict)
                yield document_of(row, shown) if is_object else {"path": shown, "error": f"byte {at}: not an object"}
        at += len(line) + 1


def document_of(row: dict[str, object], shown: str) -> dict[str, object]:
    """Return a row of a table as a document: it is called by its own path, or by the table's."""
    document: dict[str, object] = {"path": text_of(row["path"]) if row.get("path") is not None else shown}
    if row.get("id") is not None:
        document["id"] = text_of(row["id"])
    if row.get("content") is not None:
        content = row["content"]
        document["content"] = content if isinstance(content, bytes) else text_of(content)
    elif row.get("zh") is not None and row.get("en") is not None:
        document["zh"], document["en"] = text_of(row["zh"]), text_of(row["en"])
    else:
        document["error"] = 'neither "content" nor "zh" and "en" in it'
    return document


def text_of(value: object) -> str:
    """Return a value as text. JSON can write half a surrogate pair, which no text holds: it becomes U+FFFD."""
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text

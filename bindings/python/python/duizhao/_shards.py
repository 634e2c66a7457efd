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
import re
import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

import duizhao
from duizhao._records import Task

ARTICLES = (".md", ".txt", ".docx")
LINES = (".jsonl", ".ndjson")
PARQUET = (".parquet",)

NAMES = ("path", "id")
TEXTS = ("content", "zh", "en")
"""The columns of a table of documents that are read; the others are left alone."""

WANTED = 'either "content", an article, or "zh" and "en"'

FILES_PER_SHARD = 1000
BYTES_PER_SHARD = 32 << 20
"""A few seconds of work: little is lost with a machine, and starting a task costs little beside it."""

BYTES_TO_LINE_END = 1 << 16
"""So much is read at a time to find the end of a line."""

ROWS_PER_READ = 256
"""So many rows of Parquet are read at a time: a document may be large."""

COUNTS = b"duizhao"
"""The key under which a file says what came of its shard."""

DOCUMENTS_PER_BATCH = 4096
BYTES_PER_BATCH = 8 << 20

Document = dict[str, str | bytes]
"""What a row holds: names and texts, or the ``error`` that is in the way of reading them."""


class PlanError(Exception):
    """The run cannot begin."""


class Piece(NamedTuple):
    """A file of the input, or a part of one: bytes of JSON Lines, row groups of Parquet."""

    name: str
    """Its path below the input; empty where the input is one file."""
    size: int
    """Bytes of the piece."""
    changed: int
    """When the file was last changed, in nanoseconds."""
    start: int
    end: int


class Run(NamedTuple):
    """What is to be done, and where."""

    task: Task
    shown: str
    """The input as records call it: the way the command line prints it."""
    input: str
    output: str
    """Absolute paths or URIs, which mean the same on every machine."""


class Shard(NamedTuple):
    """What one task of the engine does."""

    run: Run
    name: str
    pieces: tuple[Piece, ...]

    def dumps(self) -> str:
        """Return the shard as JSON."""
        return json.dumps(self, ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> "Shard":
        """Read what ``dumps`` wrote."""
        run, name, pieces = json.loads(text)
        return cls(Run(*run), name, tuple(Piece(*piece) for piece in pieces))


class Done(NamedTuple):
    """What came of a shard."""

    shard: str
    documents: int
    rows: int
    errors: int


def run_of(task: Task, source: str, output: str) -> Run:
    """Return the run of ``task`` over ``source``, both paths as a user gives them."""
    shown = storage(source)[1] if is_uri(source) and source.startswith("file:") else source
    return Run(task=task, shown=shown, input=absolute(source), output=absolute(output))


def is_uri(path: str) -> bool:
    """Whether a path names the storage it is in; Hadoop's programs also write ``file:/folder``."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", path) is not None


def absolute(path: str) -> str:
    """Return a path that means the same in another working directory."""
    return path if is_uri(path) else os.path.abspath(path)  # noqa: PTH100 (links stay what they are)


def storage(path: str) -> tuple[pafs.FileSystem, str]:
    """Return the file system that an absolute path or URI is in, and the path there."""
    return pafs.FileSystem.from_uri(path) if is_uri(path) else (pafs.LocalFileSystem(), path)


def plan(run: Run, files_per_shard: int = FILES_PER_SHARD, bytes_per_shard: int = BYTES_PER_SHARD) -> list[Shard]:
    """Cut the input into shards: so many files at most, and so many bytes, unless one piece is larger."""
    refuse_overlap(run)
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


def refuse_overlap(run: Run) -> None:
    """Refuse a run whose rerun would take what was written for documents."""
    (read_from, source), (written_to, output) = storage(run.input), storage(run.output)
    source, output = f"{source.rstrip('/')}/", f"{output.rstrip('/')}/"
    if read_from.type_name == written_to.type_name and (source.startswith(output) or output.startswith(source)):
        raise PlanError(f"{run.output}: the output lies in the input, or the input in the output")


def shard_of(run: Run, members: list[Piece]) -> Shard:
    """Name a shard for all that its rows depend on."""
    parts = [run.task, duizhao.__version__, run.shown, members]
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
        try:
            infos = [info for info in infos if info.is_file and not is_hidden(info.path, root)]
        except UnicodeDecodeError as error:
            raise PlanError(f"{run.shown}: a file in it has a name that is not UTF-8: {error.object!r}") from error
        infos.sort(key=lambda info: info.path)
    known = [info for info in infos if info.path.lower().endswith(ARTICLES + LINES + PARQUET)]
    if not known:
        extensions = ", ".join(ARTICLES + LINES + PARQUET)
        what = "not one of" if found.type == pafs.FileType.File else "there is no file in it that is one of"
        raise PlanError(f"{run.shown}: {what} {extensions}")
    for info in known:
        name = info.path.removeprefix(root).lstrip("/")
        changed = info.mtime_ns or 0
        if info.path.lower().endswith(LINES):
            # An empty file is a piece as well: a run over no documents ends with a table of no rows.
            for start in range(0, max(info.size, 1), most):
                end = min(start + most, info.size)
                yield Piece(name, end - start, changed, start, end)
        elif info.path.lower().endswith(PARQUET):
            yield from row_groups(run, filesystem, info.path, Piece(name, info.size, changed, 0, 0), most)
        else:
            yield Piece(name, info.size, changed, 0, info.size)


def is_hidden(path: str, root: str) -> bool:
    """Whether the command line passes over a file: it is in a folder whose name begins with a dot."""
    return any(part.startswith(".") for part in path.removeprefix(root).split("/")[:-1])


def row_groups(run: Run, filesystem: pafs.FileSystem, path: str, whole: Piece, most: int) -> Iterator[Piece]:
    """Cut a Parquet file between its row groups."""
    try:
        with filesystem.open_input_file(path) as file:
            table = pq.ParquetFile(file)
            metadata, schema = table.metadata, table.schema_arrow
    except (OSError, pa.ArrowException):
        # The task that is to read it says what is wrong with it.
        yield whole
        return
    refuse_columns(shown(run, whole), schema)
    if metadata.num_row_groups == 0:
        yield whole
    start, size = 0, 0
    for group in range(metadata.num_row_groups):
        size += metadata.row_group(group).total_byte_size
        if size >= most or group + 1 == metadata.num_row_groups:
            yield Piece(whole.name, size, whole.changed, start, group + 1)
            start, size = group + 1, 0


def refuse_columns(table: str, schema: pa.Schema) -> None:
    """Refuse a table that holds no documents: one mistake, not as many as there are rows."""
    if "content" not in schema.names and not {"zh", "en"} <= set(schema.names):
        raise PlanError(f"{table}: the columns have to be {WANTED}; they are {', '.join(schema.names)}")
    for name in (*NAMES, *TEXTS):
        if name in schema.names and pa.types.is_nested(schema.field(name).type):
            kind = schema.field(name).type
            raise PlanError(f'{table}: column "{name}" is {kind}; it has to be string or binary')


def shown(run: Run, piece: Piece) -> str:
    """Return what the command line calls the file of a piece."""
    return posixpath.join(run.shown, piece.name) if piece.name else run.shown


def unfinished(shards: list[Shard]) -> list[Shard]:
    """Return the shards that have no file yet.

    Shards in the output that are none of these hold documents of another input, or of this one as it was, and a reader
    would count them twice: then the run does not begin.
    """
    filesystem, output = storage(shards[0].run.output)
    if filesystem.get_file_info(output).type == pafs.FileType.File:
        raise PlanError(f"{output}: the output has to be a folder, and there is a file")
    selector = pafs.FileSelector(output, recursive=True, allow_not_found=True)
    found = {
        posixpath.basename(posixpath.dirname(info.path)) for info in filesystem.get_file_info(selector) if info.is_file
    }
    finished = {name.removeprefix("shard=") for name in found if name.startswith("shard=")}
    foreign = finished - {shard.name for shard in shards}
    if foreign:
        raise PlanError(
            f"{output}: {len(foreign)} of the {len(finished)} shards there are not of this run: the input has changed "
            "or is cut in another way, or the task or the version of duizhao is another. Remove them, or choose "
            "another output",
        )
    return [shard for shard in shards if shard.name not in finished]


def do(shard: Shard) -> Done:
    """Do one shard: read its documents and write its file. One that has its file is left alone: its answer was lost.

    Raises ``FileNotFoundError`` where the whole input is not there: then the machine is at fault and not the documents.
    """
    filesystem, output = storage(shard.run.output)
    scratch = f"{output}/_unfinished/{shard.name}-{uuid.uuid4().hex}"
    folder = f"{output}/shard={shard.name}"
    path = f"{folder}/part-0.parquet"
    if filesystem.get_file_info(path).type == pafs.FileType.File:
        metadata = pq.read_metadata(path, filesystem=filesystem).metadata
        return Done(shard.name, **json.loads(metadata[COUNTS]))
    read_from, root = storage(shard.run.input)
    if read_from.get_file_info(root).type == pafs.FileType.NotFound:
        raise FileNotFoundError(f"{shard.run.input}: not on this machine, and all machines have to see it")
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
        alike: dict[tuple[tuple[str, bool], ...], list[Document]] = {}
        for document in read:
            # What is text already is never taken for the bytes of a file because of what it is read with.
            kind = tuple((name, isinstance(document[name], bytes)) for name in TEXTS if name in document)
            alike.setdefault(kind, []).append(document)
        for kind, documents in alike.items():
            if kind:
                types = [(name, pa.large_binary() if is_bytes else pa.large_string()) for name, is_bytes in kind]
                columns = pa.schema([*((name, pa.string()) for name in NAMES), *types])
                batch = pa.RecordBatch.from_pylist(documents, schema=columns)
                yield len(documents), pa.record_batch(duizhao.batch(shard.run.task, batch))
            else:
                # The rows of a task that numbers what it finds call the document otherwise.
                names = dict(zip(NAMES, schema.names, strict=False))
                broken = [{names.get(key, key): value for key, value in document.items()} for document in documents]
                yield len(broken), pa.RecordBatch.from_pylist(broken, schema=schema)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Gather documents into batches that fit into memory many times."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(map(len, document.values()))
        if size >= BYTES_PER_BATCH or len(batch) >= DOCUMENTS_PER_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def documents_of(shard: Shard) -> Iterator[Document]:
    """Read the documents of a shard; one that cannot be read has an ``error``."""
    filesystem, root = storage(shard.run.input)
    for piece in shard.pieces:
        called = shown(shard.run, piece)
        path = f"{root.rstrip('/')}/{piece.name}" if piece.name else root
        try:
            with filesystem.open_input_file(path) as file:
                if path.lower().endswith(PARQUET):
                    yield from documents_of_table(file, piece, called)
                elif path.lower().endswith(LINES):
                    yield from documents_of_lines(file, piece, called)
                else:
                    yield {"path": called, "content": file.read()}
        except (OSError, pa.ArrowException) as error:
            yield {"path": called, "error": str(error)}


def documents_of_table(file: pa.NativeFile, piece: Piece, called: str) -> Iterator[Document]:
    """Read some row groups of a Parquet file."""
    table = pq.ParquetFile(file)
    columns = [name for name in (*NAMES, *TEXTS) if name in table.schema_arrow.names]
    for batch in table.iter_batches(ROWS_PER_READ, list(range(piece.start, piece.end)), columns):
        for row in batch.to_pylist():
            yield document_of(row, called)


def documents_of_lines(file: pa.NativeFile, piece: Piece, called: str) -> Iterator[Document]:
    """Read the lines of a JSON Lines file that begin in ``piece``."""
    # A line that begins at the very start of the piece is ours, which the byte before it tells.
    at = max(piece.start - 1, 0)
    file.seek(at)
    data = file.read(piece.end - at)
    if piece.start > 0:
        begun = data.find(b"\n") + 1
        if not begun:
            return
        data, at = data[begun:], at + begun
    if data and not data.endswith(b"\n"):
        data += rest_of_line(file)
    # Only LF ends a line: a lone CR is white space inside one.
    for line in data.split(b"\n"):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                yield {"path": called, "error": f"byte {at}: not JSON: {error}"}
            else:
                is_object = isinstance(row, dict)
                yield document_of(row, called) if is_object else {"path": called, "error": f"byte {at}: not an object"}
        at += len(line) + 1


def rest_of_line(file: pa.NativeFile) -> bytes:
    """Read up to the end of a line."""
    parts: list[bytes] = []
    while part := file.read(BYTES_TO_LINE_END):
        end = part.find(b"\n") + 1
        parts.append(part[:end] if end else part)
        if end:
            break
    return b"".join(parts)


def document_of(row: dict[str, object], called: str) -> Document:
    """Return a row of a table as a document: it is called by its own path, or by the table's."""
    given = {name: row[name] for name in (*NAMES, *TEXTS) if row.get(name) is not None}
    for name, value in given.items():
        if isinstance(value, list | dict):
            return {"path": called, "error": f'"{name}" is {value!r:.40}, which is no text'}
    document: Document = {"path": called}
    document |= {name: text_of(given[name]) for name in NAMES if name in given}
    texts = ("content",) if "content" in given else ("zh", "en")
    if not given.keys() >= {*texts}:
        return document | {"error": 'neither "content" nor "zh" and "en" in it'}
    for name in texts:
        value = given[name]
        document[name] = value if isinstance(value, bytes) else text_of(value)
    return document


def text_of(value: object) -> str:
    """Return a value as text. JSON can write half a surrogate pair, which no text holds: it becomes U+FFFD."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text

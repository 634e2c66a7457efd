"""The command line that Spark and Ray share."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

import pyarrow as pa

from duizhao import _shards
from duizhao._shards import Done, PlanError, Shard

Engine = Callable[[list[Shard]], Iterable[Done]]
"""Does shards, in any order and anywhere."""

SHARDS_PER_JOB = 1000
"""So many shards are handed to the engine at once: their lists of files pass through the driver's memory."""


def parser(engine: str) -> argparse.ArgumentParser:
    """Return the arguments that all engines take."""
    made = argparse.ArgumentParser(
        prog=f"python -m duizhao.{engine}",
        description="Check, align or read the numbers of any number of documents. A rerun does what is not done yet.",
    )
    made.add_argument("task", choices=["check", "align", "facts"], help="what to do with each document")
    made.add_argument(
        "input", metavar="INPUT", help="a folder of articles, Parquet or JSON Lines files, or one such file"
    )
    made.add_argument("output", metavar="OUTPUT", help="the folder to write Parquet to, a file a shard")
    made.add_argument(
        "--files-per-shard", type=positive, default=_shards.FILES_PER_SHARD, metavar="N", help="(%(default)s)"
    )
    made.add_argument(
        "--bytes-per-shard", type=positive, default=_shards.BYTES_PER_SHARD, metavar="N", help="(%(default)s)"
    )
    return made


def positive(text: str) -> int:
    """Read a number of things."""
    if text.isdecimal() and (number := int(text)) > 0:
        return number
    raise argparse.ArgumentTypeError(f"{text} is not a number above 0")


def run(arguments: argparse.Namespace, started: Callable[[], AbstractContextManager[Engine]]) -> int:
    """Plan, do what is not done yet, and say what came of it. Returns the exit code.

    The engine is ``started`` when there is something to do.
    """
    begun = time.monotonic()
    try:
        job = _shards.run_of(arguments.task, arguments.input, arguments.output)
        shards = _shards.plan(job, arguments.files_per_shard, arguments.bytes_per_shard)
        todo = _shards.unfinished(shards)
    except (PlanError, OSError, pa.ArrowException) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    done: list[Done] = []
    if todo:
        with started() as engine:
            done += [one for part in parts(todo) for one in engine(part)]
    if missing := _shards.unfinished(shards):
        seen = f"{len(missing)} shards were done and are not there as this machine sees it"
        print(f"error: {job.output}: {seen}; all machines have to see the same folder", file=sys.stderr)
        return 2
    _shards.finish(job)
    documents, rows, errors = (sum(getattr(one, name) for one in done) for name in ("documents", "rows", "errors"))
    print(
        f"{documents} documents, {rows} rows, {errors} could not be read; {len(done)} of {len(shards)} shards in "
        f"{time.monotonic() - begun:.1f} s, {len(shards) - len(done)} were finished before",
        file=sys.stderr,
    )
    return 0


def parts(shards: list[Shard]) -> Iterator[list[Shard]]:
    """Cut the shards into what is handed to the engine at once."""
    for start in range(0, len(shards), SHARDS_PER_JOB):
        yield shards[start : start + SHARDS_PER_JOB]

"""What the tests of Spark and Ray share: a run as a process of its own, and what it has written so far."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.parquet as pq
from commandline import Row

TIMEOUT = 600


def wait_for(what: str, is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + TIMEOUT
    while not is_so():
        assert time.monotonic() < end, f"{what}: not within {TIMEOUT} s"
        time.sleep(0.01)


def committed(output: Path) -> dict[Path, int]:
    """Return the finished shards and when each was written."""
    return {path: path.stat().st_mtime_ns for path in output.glob("shard=*/part-0.parquet")}


def written(output: Path) -> list[Row]:
    """Return all rows that were written."""
    rows: list[Row] = pq.read_table(output).to_pylist()
    return rows


@contextmanager
def started(log: Path, *command: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a session of its own, and end it with all that it started."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYSPARK_PYTHON": sys.executable, **variables}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

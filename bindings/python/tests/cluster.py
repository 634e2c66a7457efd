"""Runs over an archive in the middle of which something is killed: what the tests of Spark and Ray share."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import commandline
import pyarrow.parquet as pq
from commandline import Row, in_order
from duizhao import Task

TIMEOUT = 600

PER_SHARD = 50
ARTICLES = 3000
SHARDS = ARTICLES // PER_SHARD + 1
"""The last holds the one file that is no text."""

BEGUN = 5
"""So many shards are finished when something is killed."""


def wait_for(what: str, is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + TIMEOUT
    while not is_so():
        assert time.monotonic() < end, f"{what}: not within {TIMEOUT} s"
        time.sleep(0.01)


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


@dataclass
class Driver:
    """The command line of an engine, and a run of it over an archive."""

    engine: str
    arguments: list[str]
    """Where the cluster is."""
    archive: Path
    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "out"

    @property
    def log(self) -> Path:
        return self.folder / "run.log"

    @contextmanager
    def run(self, task: Task) -> Iterator[subprocess.Popen[bytes]]:
        """Begin a run, or take up the last."""
        command = [sys.executable, "-m", f"duizhao.{self.engine}", task, str(self.archive), str(self.output)]
        command += ["--files-per-shard", str(PER_SHARD), *self.arguments]
        with started(self.log, *command, SPARK_LOCAL_IP="127.0.0.1") as process:
            yield process

    def committed(self) -> dict[Path, int]:
        """Return the finished shards and when each was written."""
        return {path: path.stat().st_mtime_ns for path in self.output.glob("shard=*/part-0.parquet")}

    def rows(self) -> list[Row]:
        """Return all rows that were written."""
        rows: list[Row] = pq.read_table(self.output).to_pylist()
        return rows

    def disturb(self, run: subprocess.Popen[bytes], kill_something: Callable[[], None]) -> dict[Path, int]:
        """Kill something when the run is well under way, and return what was finished then."""
        wait_for("some shards", lambda: len(self.committed()) >= BEGUN or run.poll() is not None)
        assert run.poll() is None, self.log.read_text()
        kill_something()
        before = self.committed()
        assert BEGUN <= len(before) < SHARDS
        return before

    def end(self, run: subprocess.Popen[bytes], task: Task, before: dict[Path, int]) -> None:
        """Let the run go on to its end: every document is there once, and what was finished was not done again."""
        assert run.wait() == 0, self.log.read_text()
        assert len(self.committed()) == SHARDS
        assert self.committed().items() >= before.items()
        assert (self.output / "_SUCCESS").exists()
        errors = [row for row in self.rows() if row["error"] is not None]
        assert [row["path"] for row in errors] == [f"{self.archive}/zzz.md"]
        said = [row for row in self.rows() if row["error"] is None]
        assert len(said) > 1000
        # What one file calls otherwise than another is seen only where all files go through one process.
        alone = [row for row in commandline.rows(task, "--format", "jsonl", self.archive) if not self.is_of_two(row)]
        assert in_order(said) == in_order(alone)

    def is_of_two(self, row: Row) -> bool:
        """Return whether a finding names a second document."""
        return row.get("rule") == "term-inconsistent" and f"in {self.archive}/" in str(row["message"])


def a_worker_dies_and_the_run_goes_on(driver: Driver, kill_worker: Callable[[subprocess.Popen[bytes]], None]) -> None:
    """Test that an engine does again what a lost worker had begun."""
    with driver.run("check") as run:
        before = driver.disturb(run, lambda: kill_worker(run))
        driver.end(run, "check", before)
    assert f"{ARTICLES + 1} documents, {len(driver.rows())} rows, 1 could not be read" in driver.log.read_text()


def a_run_that_died_is_taken_up(driver: Driver, kill_worker: Callable[[subprocess.Popen[bytes]], None]) -> None:
    """Test that the same command does what a dead run has left."""

    def kill_both() -> None:
        kill_worker(run)
        kill(run)

    with driver.run("facts") as run:
        before = driver.disturb(run, kill_both)
    assert not (driver.output / "_SUCCESS").exists()
    with driver.run("facts") as run:
        # Tasks of the lost run may have ended after we looked.
        driver.end(run, "facts", before)

"""A Spark standalone cluster on this machine, and workers that die in the middle of a run."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import commandline
import pyspark
import pytest
from cluster import committed, kill, started, wait_for, written
from commandline import in_order

PER_SHARD = 50
SHARDS = 61
"""3000 articles and one file that is no text."""


@dataclass
class Cluster:
    master: str
    workers: list[Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a master and two workers of one core each."""
    program = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    deploy, log = "org.apache.spark.deploy", tmp_path / "master.log"
    loopback = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        at = ["--host", "127.0.0.1", "--webui-port", "0"]
        stack.enter_context(started(log, program, f"{deploy}.master.Master", *at, "--port", str(port), **loopback))
        wait_for("the master", lambda: b"New state: ALIVE" in log.read_bytes())
        workers = []
        for number in range(2):
            folder = tmp_path / f"worker-{number}"
            worker = [f"{deploy}.worker.Worker", *at, "--cores", "1", "--memory", "1g", "-d", str(folder), master]
            workers.append(stack.enter_context(started(tmp_path / f"{number}.log", program, *worker, **loopback)))
        wait_for("two workers", lambda: log.read_bytes().count(b"Registering worker") == len(workers))
        yield Cluster(master, workers)


def command(cluster: Cluster, task: str, source: Path, output: Path) -> list[str]:
    arguments = [task, str(source), str(output), "--master", cluster.master, "--files-per-shard", str(PER_SHARD)]
    return [sys.executable, "-m", "duizhao.spark", *arguments]


def test_a_worker_dies_and_the_run_goes_on(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    output, log = tmp_path / "out", tmp_path / "run.log"
    with started(log, *command(cluster, "check", archive, output), SPARK_LOCAL_IP="127.0.0.1") as run:
        wait_for("some shards", lambda: len(committed(output)) >= 5)
        kill(cluster.workers[0])
        before = committed(output)
        assert run.poll() is None
        assert 5 <= len(before) < SHARDS
        assert run.wait() == 0, log.read_text()
    assert len(committed(output)) == SHARDS
    assert committed(output).items() >= before.items()
    assert f"3001 documents, {len(written(output))} rows, 1 could not be read" in log.read_text()
    errors = [row for row in written(output) if row["error"] is not None]
    assert [row["path"] for row in errors] == [f"{archive}/zzz.md"]
    found = [row for row in written(output) if row["error"] is None]
    assert len(found) > 1000
    assert in_order(found) == in_order(commandline.rows("check", "--format", "jsonl", archive))


def test_a_run_that_died_is_taken_up(cluster: Cluster, archive: Path, tmp_path: Path) -> None:
    output, log = tmp_path / "out", tmp_path / "run.log"
    with started(log, *command(cluster, "facts", archive, output), SPARK_LOCAL_IP="127.0.0.1") as run:
        wait_for("some shards", lambda: len(committed(output)) >= 5)
        kill(cluster.workers[0])
        kill(run)
    before = committed(output)
    assert 5 <= len(before) < SHARDS
    assert not (output / "_SUCCESS").exists()
    with started(log, *command(cluster, "facts", archive, output), SPARK_LOCAL_IP="127.0.0.1") as run:
        assert run.wait() == 0, log.read_text()
    # Tasks of the lost run may have ended after we looked; what is finished was not done again.
    assert committed(output).items() >= before.items()
    assert len(committed(output)) == SHARDS
    assert (output / "_SUCCESS").exists()
    rows = written(output)
    assert {row["path"] for row in rows} == {str(path) for path in archive.rglob("*.md")}
    facts = [row for row in rows if row["error"] is None]
    assert in_order(facts) == in_order(commandline.rows("facts", "--format", "jsonl", archive))

"""A Spark standalone cluster on this machine, and workers that die in the middle of a run."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import cluster
import pyspark
import pytest
from cluster import Driver, kill, started, wait_for


@dataclass
class Cluster:
    master: str
    workers: list[Popen[bytes]]


@pytest.fixture
def spark(tmp_path: Path) -> Iterator[Cluster]:
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


def test_a_worker_dies_and_the_run_goes_on(spark: Cluster, archive: Path, tmp_path: Path) -> None:
    driver = Driver("spark", ["--master", spark.master], archive, tmp_path)
    cluster.a_worker_dies_and_the_run_goes_on(driver, lambda _: kill(spark.workers[0]))


def test_a_run_that_died_is_taken_up(spark: Cluster, archive: Path, tmp_path: Path) -> None:
    driver = Driver("spark", ["--master", spark.master], archive, tmp_path)
    cluster.a_run_that_died_is_taken_up(driver, lambda _: kill(spark.workers[0]))

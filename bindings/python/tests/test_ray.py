"""Ray on this machine, and a worker process that dies in the middle of a run."""

import contextlib
import os
import signal
from pathlib import Path
from subprocess import Popen

import cluster
from cluster import Driver, wait_for


def workers(ancestor: int) -> list[int]:
    """Return the processes below ``ancestor`` that do Ray's tasks."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            names[int(folder.name)] = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue

    def is_below(process: int) -> bool:
        while process in parents and process != ancestor:
            process = parents[process]
        return process == ancestor

    return [process for process, name in names.items() if name.startswith(b"ray::MapBatches") and is_below(process)]


def kill_worker(run: Popen[bytes]) -> None:
    def killed() -> bool:
        # One that was seen a moment ago may be gone.
        for worker in workers(run.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                return True
        return False

    wait_for("a worker at work", killed)


def test_a_worker_dies_and_the_run_goes_on(archive: Path, tmp_path: Path) -> None:
    cluster.a_worker_dies_and_the_run_goes_on(Driver("ray", [], archive, tmp_path), kill_worker)


def test_a_run_that_died_is_taken_up(archive: Path, tmp_path: Path) -> None:
    cluster.a_run_that_died_is_taken_up(Driver("ray", [], archive, tmp_path), kill_worker)

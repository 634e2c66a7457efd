"""Ray on this machine, and a worker process that dies in the middle of a run."""

import os
import signal
import sys
from pathlib import Path

import commandline
from cluster import committed, started, wait_for, written
from commandline import in_order

PER_SHARD = 50
SHARDS = 61


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


def test_a_worker_dies_and_the_run_goes_on(archive: Path, tmp_path: Path) -> None:
    output, log = tmp_path / "out", tmp_path / "run.log"
    arguments = ["check", str(archive), str(output), "--files-per-shard", str(PER_SHARD)]
    with started(log, sys.executable, "-m", "duizhao.ray", *arguments) as run:
        wait_for("some shards", lambda: len(committed(output)) >= 5 or run.poll() is not None)
        wait_for("a worker at work", lambda: bool(workers(run.pid)) or run.poll() is not None)
        assert run.poll() is None, log.read_text()
        os.kill(workers(run.pid)[0], signal.SIGKILL)
        before = committed(output)
        assert 5 <= len(before) < SHARDS
        assert run.wait() == 0, log.read_text()
    assert len(committed(output)) == SHARDS
    assert committed(output).items() >= before.items()
    assert f"3001 documents, {len(written(output))} rows, 1 could not be read" in log.read_text()
    errors = [row for row in written(output) if row["error"] is not None]
    assert [row["path"] for row in errors] == [f"{archive}/zzz.md"]
    found = [row for row in written(output) if row["error"] is None]
    assert in_order(found) == in_order(commandline.rows("check", "--format", "jsonl", archive))

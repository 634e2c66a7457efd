"""How much work is a document: the command line, Spark and Ray over the same made-up articles.

Run as ``DUIZHAO=target/release/duizhao python bindings/python/tests/throughput.py [ARTICLES [ROUNDS]]``, with the
package installed. A second is one of processor time, of all processes of a run together, less that of a run over one
article: neither what else the machine does nor the start of a virtual machine is in the figures. The runs take turns,
and the figures are medians over the rounds. Java compiles itself with its quick compiler alone: what the thorough one
takes differs by seconds from run to run, which is much beside the runs here and nothing beside a long one.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from subprocess import Popen

from cluster import started
from commandline import PROGRAM

DEFAULTS = ("20000", "3")
TEN_MILLION = 10_000_000
TICK = os.sysconf("SC_CLK_TCK")


def busy(session: int) -> dict[int, float]:
    """Return the processor seconds that each process of a session has used."""
    used = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session:
            used[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICK
    return used


def seconds(process: Popen[bytes]) -> float:
    """Wait for a program and return the processor seconds that it and its children used."""
    used: dict[int, float] = {}
    while process.poll() is None:
        used |= busy(process.pid)
        time.sleep(0.02)
    assert process.returncode in {0, 1}
    return sum(used.values())


def cost(folder: Path, command: list[str]) -> float:
    """Return the processor seconds of a command."""
    java = {"SPARK_LOCAL_IP": "127.0.0.1", "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
    with started(folder / "log", *command, **java) as process:
        return seconds(process)


def main() -> None:
    """Measure, and print a table."""
    count, rounds = (int(given) for given in [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]])
    folder = Path(tempfile.mkdtemp())
    many, one = folder / "many", folder / "one"
    for where, articles in ((many, count), (one, 1)):
        cost(folder, [str(PROGRAM), "corpus", "generate", str(where), "--articles", str(articles)])
    size = sum(path.stat().st_size for path in many.rglob("*.md"))
    python = [sys.executable, "-m"]
    commands: dict[str, Callable[[str, Path], list[str]]] = {
        "command line": lambda task, source: [str(PROGRAM), task, "--format", "jsonl", "--jobs", "1", str(source)],
        "Spark": lambda task, source: [*python, "duizhao.spark", task, str(source), output(), "--master", "local[1]"],
        "Ray": lambda task, source: [*python, "duizhao.ray", task, str(source), output()],
    }

    def output() -> str:
        shutil.rmtree(folder / "out", ignore_errors=True)
        return str(folder / "out")

    tasks = ("check", "facts")
    used: dict[tuple[str, str], list[float]] = {(task, name): [] for task in tasks for name in commands}
    for _ in range(rounds):
        for (task, name), seconds_used in used.items():
            seconds_used.append(cost(folder, commands[name](task, many)) - cost(folder, commands[name](task, one)))
    print(f"{count} articles, {size / count:.0f} bytes each; rounds: {rounds}\n")
    print("| task | engine | documents a second | MB a second | of the command line | core hours for 10 million |")
    print("|---|---|---|---|---|---|")
    for (task, name), seconds_used in used.items():
        rate = count / median(seconds_used)
        share = median(used[task, "command line"]) / median(seconds_used)
        speed = f"{rate:.0f} | {rate * size / count / 1e6:.1f} | {share:.2f}"
        print(f"| {task} | {name} | {speed} | {TEN_MILLION / rate / 3600:.1f} |")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()

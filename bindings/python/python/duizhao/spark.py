"""``python -m duizhao.spark check|align|facts INPUT OUTPUT``: the walk on Spark.

Runs by itself (``--master``) or under ``spark-submit``. Each shard of the input is a task of its own, so that Spark's
scheduler spreads them over the executors and does again what a lost machine had begun.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import SparkSession

from duizhao import _command, _shards
from duizhao._command import Engine
from duizhao._shards import Done, Shard


def work(text: str) -> Done:
    """Do one shard: what an executor calls."""
    return _shards.do(Shard.loads(text))


@contextmanager
def started(name: str, master: str | None) -> Iterator[Engine]:
    """Connect to Spark and return what does shards on its executors, each as one task."""
    builder = SparkSession.builder.appName(name)
    if master:
        # Executors are to run this Python, not the first on their path; spark-submit has options of its own for it.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master)
    spark = builder.getOrCreate()
    try:
        context = spark.sparkContext
        yield lambda shards: context.parallelize([shard.dumps() for shard in shards], len(shards)).map(work).collect()
    finally:
        spark.stop()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = _command.parser("spark")
    parser.add_argument(
        "--master", metavar="URL", help="the cluster, where spark-submit has not said it: local[*], spark://…"
    )
    parsed = parser.parse_args(arguments)
    return _command.run(parsed, lambda: started(f"duizhao {parsed.task}", parsed.master))


if __name__ == "__main__":
    sys.exit(main())

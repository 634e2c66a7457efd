"""``python -m duizhao.spark check|align|facts INPUT OUTPUT``: the walk on Spark.

Runs by itself (``--master``) or under ``spark-submit``. Each shard of the input is a task of its own, so that Spark's
scheduler spreads them over the executors and does again what a lost machine had begun.
"""

import os
import sys
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import SparkSession

from duizhao import _command, _shards
from duizhao._shards import Done, Shard

COLUMNS = "shard string, documents long, rows long, errors long"


def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Do the shards of some rows: what ``mapInArrow`` calls on an executor."""
    for batch in batches:
        for text in batch.column("shard").to_pylist():
            done = _shards.do(Shard.loads(text))
            yield pa.RecordBatch.from_pylist(
                [{"shard": done.shard, "documents": done.documents, "rows": done.rows, "errors": done.errors}],
            )


def run(spark: SparkSession, shards: list[Shard]) -> list[Done]:
    """Do ``shards`` on the executors of ``spark``, each as one task."""
    rows = spark.sparkContext.parallelize([(shard.dumps(),) for shard in shards], len(shards))
    done = spark.createDataFrame(rows, "shard string").mapInArrow(work, COLUMNS).collect()
    return [Done(**row.asDict()) for row in done]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = _command.parser("spark")
    parser.add_argument(
        "--master", metavar="URL", help="the cluster, where spark-submit has not said it: local[*], spark://…"
    )
    parsed = parser.parse_args(arguments)
    builder = SparkSession.builder.appName(f"duizhao {parsed.task}")
    if parsed.master:
        # Executors are to run this Python, not the first on their path; spark-submit has options of its own for it.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(parsed.master)
    spark = builder.getOrCreate()
    try:
        return _command.run(parsed, lambda shards: run(spark, shards))
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())

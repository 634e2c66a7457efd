"""``python -m duizhao.ray check|align|facts INPUT OUTPUT``: the walk on Ray.

Each shard of the input is a block of its own and takes one processor; Ray does again what a lost worker had begun.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import ray
import ray.data

from duizhao import _command, _shards
from duizhao._command import Engine
from duizhao._shards import Done, Shard


def work(batch: pa.Table) -> pa.Table:
    """Do the shards of some rows: what ``map_batches`` calls on a worker."""
    return pa.Table.from_pylist([_shards.do(Shard.loads(text))._asdict() for text in batch.column("shard").to_pylist()])


def run(shards: list[Shard]) -> list[Done]:
    """Do ``shards`` on the workers of the Ray that this process is connected to."""
    rows = ray.data.from_items([{"shard": shard.dumps()} for shard in shards], override_num_blocks=len(shards))
    done = rows.map_batches(work, batch_format="pyarrow", batch_size=1, num_cpus=1)
    return [Done(**row) for row in done.iter_rows()]


@contextmanager
def started(address: str | None) -> Iterator[Engine]:
    """Connect to Ray, or start one."""
    # Nothing is sent anywhere, unless the user has told Ray to.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray.init(address=address)
    try:
        yield run
    finally:
        ray.shutdown()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = _command.parser("ray")
    parser.add_argument(
        "--address",
        metavar="ADDRESS",
        help="the cluster; without it the one this machine belongs to, or one is started here",
    )
    parsed = parser.parse_args(arguments)
    return _command.run(parsed, lambda: started(parsed.address))


if __name__ == "__main__":
    sys.exit(main())

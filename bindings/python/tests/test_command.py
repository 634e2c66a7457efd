"""The command line of the engines, with an engine that does shards here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from duizhao import _command, _shards
from duizhao._command import Engine
from duizhao._shards import Shard


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"共{number + 3}人。")
    return folder


@contextmanager
def here() -> Iterator[Engine]:
    yield lambda shards: [_shards.do(Shard.loads(shard.dumps())) for shard in shards]


@contextmanager
def elsewhere() -> Iterator[Engine]:
    """Do shards on a machine with folders of its own."""
    yield lambda shards: [_shards.Done(shard.name, 1, 1, 0) for shard in shards]


@contextmanager
def never() -> Iterator[Engine]:
    raise AssertionError
    yield


def test_what_is_done_is_said_and_not_done_again(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["facts", str(source), str(tmp_path / "out"), "--files-per-shard", "2"]
    arguments = _command.parser("here").parse_args(given)
    assert _command.run(arguments, here) == 0
    assert "4 documents, 4 rows, 0 could not be read; 2 of 2 shards" in capsys.readouterr().err
    (tmp_path / "out" / "_SUCCESS").unlink()
    assert _command.run(arguments, never) == 0
    assert "0 of 2 shards" in capsys.readouterr().err
    assert (tmp_path / "out" / "_SUCCESS").exists()


def test_an_output_that_this_machine_does_not_see_is_no_success(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = _command.parser("elsewhere").parse_args(["facts", str(source), str(tmp_path / "out")])
    assert _command.run(arguments, elsewhere) == 2
    assert "1 shards were done and are not there as this machine sees it" in capsys.readouterr().err
    assert not (tmp_path / "out" / "_SUCCESS").exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["facts", "in", "in/out"], "error: {}/in/out: the output lies in the input"),
        (["facts", "none", "out"], "error: none: no such file or directory"),
        (["facts", "in", "nowhere://bucket/out"], "error: Unrecognized filesystem type in URI: nowhere://bucket/out"),
    ],
)
def test_a_run_that_cannot_begin_starts_no_engine(
    given: list[str],
    message: str,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(source.parent)
    assert _command.run(_command.parser("never").parse_args(given), never) == 2
    assert message.format(source.parent) in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
def test_shards_hold_something(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _command.parser("never").parse_args(["facts", "in", "out", "--files-per-shard", number])
    assert f"{number} is not a number above 0" in capsys.readouterr().err

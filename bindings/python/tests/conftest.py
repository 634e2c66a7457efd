"""What the tests share."""

import subprocess
from pathlib import Path

import pytest
from cluster import ARTICLES
from commandline import PROGRAM


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of made-up articles, the last of which is no text."""
    folder = tmp_path_factory.mktemp("archive") / "articles"
    command = [
        str(PROGRAM),
        "corpus",
        "generate",
        str(folder),
        "--articles",
        str(ARTICLES),
        "--slips",
        "0.1",
        "--quiet",
    ]
    subprocess.run(command, check=True)
    (folder / "zzz.md").write_bytes(b"Title: x\n\0\n")
    return folder

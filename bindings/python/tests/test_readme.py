"""The README's lines of Python run as they stand."""

import pytest
from commandline import ROOT


def test_the_three_lines_of_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = [part.split("```", maxsplit=1)[0] for part in (ROOT / "README.md").read_text().split("```python\n")[1:]]
    exec(block, {})
    printed = capsys.readouterr().out
    assert printed == "error scale-slip 四百一十九万件 is 4,190,000; the English says 41,900,000, ten times as much\n"

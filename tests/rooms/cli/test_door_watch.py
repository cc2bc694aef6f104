"""`archlint watch`: a project that is edited between two looks at it."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_door import Stream

from archlint.cli.door import Door, default_analyze
from archlint.cli.terminal import Terminal
from archlint.cli.watch import configure, watch

LAYERS = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n[[layers]]\nname = "store"\npaths = ["store/**"]\n'


class EndedError(Exception):
    """The user pressed Ctrl-C."""


def watched(root: Path, *edits: Callable[[], object]) -> tuple[str, str]:
    """What is printed while the edits happen one by one, each between two looks."""
    out, err = Stream(), Stream()
    left = list(edits)

    def pause() -> None:
        if not left:
            raise EndedError
        left.pop(0)()

    parser = ArgumentParser()
    configure(parser)
    arguments = parser.parse_args([str(root), "--workers", "1", "--no-cache"])
    with pytest.raises(EndedError):
        watch(arguments, Door(Terminal(Stream(), out, err), default_analyze), pause)
    return out.written(), err.written()


def test_tells_what_came_and_what_went(tmp_path: Path) -> None:
    for name, content in {"archlint.toml": LAYERS, "ui/page.py": "", "store/rows.py": ""}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    out, err = watched(
        tmp_path,
        lambda: None,
        lambda: (tmp_path / "store/rows.py").write_text("import ui.page\n"),
        lambda: (tmp_path / "archlint.toml").write_text("x = 1\n"),
        lambda: (tmp_path / "archlint.toml").write_text(LAYERS),
        lambda: (tmp_path / "store/rows.py").write_text("# nothing\n"),
    )
    assert out.count("0 findings in 2 modules") == 2
    assert out.count("1 new, 0 gone") == 1
    assert out.count("0 new, 0 gone") == 1
    assert out.count("0 new, 1 gone") == 1
    assert out.count("store/rows.py:1:8: upward-dependency") == 1
    assert "unknown key" in err

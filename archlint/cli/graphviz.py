"""Graphviz: DOT in, what it draws out. The system's `dot` is used where there is one, else the one that comes with archlint."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from archlint.cli.usage import UsageError

_SECONDS = 120
_OWN = "graphviz-pure"


def draw(text: str, options: Sequence[str], chosen: str) -> bytes:
    """Raises UsageError where there is no Graphviz, or none that can write the format, or where it fails."""
    return _drawn(_program(chosen), text, options, chosen)


def draw_alike(text: str, options: Sequence[str], chosen: str) -> bytes:
    """By the Graphviz that comes with archlint: the same bytes on every machine."""
    return _drawn(_own(), text, options, chosen)


def _drawn(program: str, text: str, options: Sequence[str], chosen: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            [program, *options, f"-T{chosen}"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "SOURCE_DATE_EPOCH": "0", "TZ": "UTC"},  # what it dates is dated alike everywhere
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(
            f"Graphviz found no picture within {_SECONDS} seconds; ask for less: --level, --focus, --only"
        ) from None
    except OSError as error:
        raise UsageError(f"cannot start {program}: {error.strerror or error}") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"Graphviz ({program}) failed: {said[-1] if said else 'it wrote nothing'}")
    return done.stdout


def _program(chosen: str) -> str:
    import shutil

    found = shutil.which("dot")
    if found is None and chosen == "pdf":
        raise UsageError("PDF needs Graphviz's own 'dot', which is not installed here; svg and png need nothing")
    return found or _own()


def _own() -> str:
    """The program of the wheel that archlint depends on: beside this Python, where it is installed, or on the path."""
    import shutil
    import sysconfig

    folders = (str(Path(sys.executable).parent), sysconfig.get_path("scripts"), None)
    found = next(filter(None, (shutil.which(_OWN, path=folder) for folder in folders)), None)
    if found is None:
        raise UsageError("there is no Graphviz: install it (https://graphviz.org), or 'pip install graphviz-pure'")
    return found

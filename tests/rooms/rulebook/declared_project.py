"""A project's folder to write declarations into, and the two outcomes of loading it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from archlint.checks.check import Check
from archlint.model.rulebook import DeclarationError, Rulebook
from archlint.rulebook.load import load_rulebook


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of a check that exists in these tests only."""

    limit: int = 3
    names: tuple[str, ...] = ()


CHECKS = tuple(
    Check(name=name, group="layering", summary="", page="", judge=lambda system, options: (), options=options)
    for name, options in (("layer-skip", Options), ("upward-dependency", Options), ("empty-layer", Options))
)


class Project:
    """A folder; `write` takes paths and contents, `load` and `mistakes` take archlint.toml's content too."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def load(self, text: str | bytes | None = None, config: Path | None = None) -> Rulebook | None:
        if text is not None:
            self.write({"archlint.toml": text})
        return load_rulebook(self.root, config, checks=CHECKS)

    def rulebook(self, text: str | bytes | None = None) -> Rulebook:
        loaded = self.load(text)
        assert loaded is not None
        return loaded

    def error(self, text: str | bytes | None = None, config: Path | None = None) -> DeclarationError:
        with pytest.raises(DeclarationError) as caught:
            self.load(text, config)
        return caught.value

    def mistakes(self, text: str | bytes | None = None) -> Sequence[str]:
        return str(self.error(text)).splitlines()

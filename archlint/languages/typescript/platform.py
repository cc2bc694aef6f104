"""What exists without a file in the project: module names in, yes or no out, by the table in platform.toml."""

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct, convert


class Platform(Struct, frozen=True):
    """The table's lists; platform.toml says what each holds."""

    builtins: frozenset[str]
    prefixed_builtins: frozenset[str]
    standard_schemes: frozenset[str]
    virtual: frozenset[str]
    build_folders: frozenset[str]
    source_folders: tuple[str, ...]
    monorepo_markers: frozenset[str]
    build_endings: frozenset[str]
    asset_suffixes: frozenset[str]
    platform_endings: tuple[str, ...]

    def offers(self, specifier: str) -> bool:
        """Whether a specifier without a scheme is a module of the platform. `punycode/` is the package of that name."""
        return specifier.partition("/")[0] in self.builtins and not specifier.endswith("/")


@cache
def platform() -> Platform:
    """The table, read once per process."""
    with (Path(__file__).parent / "platform.toml").open("rb") as file:
        table = tomllib.load(file)
    return convert(table, Platform)

"""What belongs to the Java platform: names in, yes or no out, by the table in jdk.toml."""

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct


class Platform(Struct, frozen=True):
    """The platform's own names. `lang` are the types that need no import."""

    lang: frozenset[str]
    packages: frozenset[str]
    not_packages: frozenset[str]
    types: frozenset[str]

    def offers(self, name: str) -> bool:
        """Whether a qualified type or package name is the platform's."""
        if name in self.types:
            return True
        segments = name.split(".")
        prefixes = {".".join(segments[:length]) for length in range(1, min(len(segments), 5) + 1)}
        return not prefixes.isdisjoint(self.packages) and prefixes.isdisjoint(self.not_packages)


@cache
def platform() -> Platform:
    """The table, read once per process."""
    with (Path(__file__).parent / "jdk.toml").open("rb") as file:
        table = tomllib.load(file)
    return Platform(**{key: frozenset(values) for key, values in table.items()})

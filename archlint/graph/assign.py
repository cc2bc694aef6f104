"""Give every module its layer and part: a graph and the declaration in, the same graph with layers out."""

from collections.abc import Sequence

import msgspec

from archlint.model.graph import Graph, Module
from archlint.model.patterns import PatternSet
from archlint.model.rulebook import DeclarationError, Rulebook
from archlint.model.tables import Layer

_TOLD = 3


class Claim:
    """One layer's patterns, compiled: whether it takes a path, and into which parts."""

    def __init__(self, layer: Layer) -> None:
        self.name = layer.name
        self._paths = PatternSet(layer.paths)
        self._parts = [(name, PatternSet(patterns)) for name, patterns in layer.parts.items()]

    def parts(self, path: str) -> list[str]:
        return [name for name, patterns in self._parts if patterns.matches(path)]

    def takes(self, path: str) -> bool:
        return self._paths.matches(path) or any(patterns.matches(path) for _, patterns in self._parts)


def assign(graph: Graph, rulebook: Rulebook) -> Graph:
    """The graph with layers and parts. A layer holds what its `paths` or one of its `parts` match.

    Raises DeclarationError where two layers, or two parts of one layer, claim the same module.
    """
    claims = [Claim(layer) for layer in rulebook.layers]
    modules: list[Module] = []
    twice: dict[tuple[str, ...], list[str]] = {}
    for module in graph.modules:
        takers = [claim for claim in claims if claim.takes(module.id)]
        if not takers:
            modules.append(module)
            continue
        parts = takers[0].parts(module.id)
        if len(takers) > 1:
            twice.setdefault(tuple(f"layers.{claim.name}" for claim in takers), []).append(module.id)
        elif len(parts) > 1:
            twice.setdefault(tuple(f"layers.{takers[0].name}.parts.{part}" for part in parts), []).append(module.id)
        modules.append(msgspec.structs.replace(module, layer=takers[0].name, part=parts[0] if parts else ""))
    if twice:
        raise _claimed_twice(twice, rulebook)
    return msgspec.structs.replace(graph, modules=tuple(modules))


def _claimed_twice(twice: dict[tuple[str, ...], list[str]], rulebook: Rulebook) -> DeclarationError:
    """Say for every pair of claimants which modules they share, and the pattern that decides it."""
    lines = []
    for keys, paths in sorted(twice.items()):
        places = " and ".join(f"{key} ({_place(rulebook, key)})" for key in keys)
        lines.append(
            f"{_place(rulebook, keys[-1])}: {places} both claim {_listed(paths)}; a module belongs to one: "
            f'take it out of the other, for instance with "!{paths[0]}"'
        )
    first = rulebook.origin(min(twice)[-1])
    return DeclarationError("\n".join(lines), first.file, first.line)


def _place(rulebook: Rulebook, key: str) -> str:
    origin = rulebook.origin(key)
    return f"{origin.file}:{origin.line}" if origin.line else origin.file


def _listed(paths: Sequence[str]) -> str:
    told = ", ".join(paths[:_TOLD])
    return f"{told} and {len(paths) - _TOLD:,} more" if len(paths) > _TOLD else told

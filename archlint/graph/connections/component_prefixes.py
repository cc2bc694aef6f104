"""What stands before all routes of a component, or before the paths of its contract: finds of mounts in that are of no router
of their own, paths out.
"""

import re
from collections.abc import Iterator

from archlint.graph.connections.addresses import Settings, normal_path, settled, split, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import ItemsValue, RecordValue, Symbol, TextValue, Value

_ALL = re.compile(r"/\*{1,2}\Z")
"""How a path ends behind which something is mounted: `/v2/*`."""

_UNKNOWN = re.compile(r"^/\{\w*\}")


class ComponentPrefixes:
    """Knows what is mounted for whole components."""

    def __init__(self, discovery: Discovery, settings: Settings) -> None:
        self._evaluator = discovery.evaluator
        self._settings = settings
        self._discovery = discovery
        self._roots: dict[tuple[str, str], list[str]] = {}
        self._said_in: dict[tuple[str, str], str] = {}
        """The module that says so, by the same."""
        self._reached: dict[str, frozenset[str]] = {}
        self._spared: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        """The paths before which nothing is put where something stands before all others, by the same."""
        self._versions: dict[str, str] = {}
        """Where versions are served, by folder: the one of routes that say none."""
        self._contracts: dict[str, str] = {}

    def add(self, find: Find, prefix: Value | None, starts: list[str]) -> bool:
        """Remember what stands before all routes of a component, or of its contract; False where the mount is of something."""
        folder = find.module.rpartition("/")[0]
        if find.rule.child == ("=*",):
            self._roots.setdefault((find.rule.technology, folder), []).extend(starts)
            self._said_in.setdefault((find.rule.technology, folder), find.module)
            if find.rule.spared:
                self._spared.setdefault((find.rule.technology, folder), []).extend(self._left_out(find))
        elif find.rule.child == ("=version",):
            self._versions[folder] = _segment(starts[0]) if starts else ""
        elif find.rule.child == ("=contract",):
            self._add_contract(find, prefix)
        else:
            return False
        return True

    def _left_out(self, find: Find) -> Iterator[tuple[str, ...]]:
        """The paths that a mount leaves as they are: texts, or objects with a `path`."""
        whole = select(self._evaluator, self._discovery.call(find), find.rule.spared)
        for item in items_of(self._evaluator, whole) if whole is not None else ():
            said = self._evaluator.attribute(item, "path") if isinstance(item, RecordValue) else item
            if isinstance(said, TextValue) and all(isinstance(part, str) for part in said.parts):
                segments = split(normal_path("".join(map(str, said.parts))))
                yield (*segments[:-1], "**") if segments and "*" in segments[-1] else segments

    def spares(self, find: Find, path: str) -> str:
        """A whole path without what stands before all routes of the component, where that is not put before this one."""
        for (technology, folder), spared in self._spared.items():
            home = f"/{folder}".partition("/src/")[0].lstrip("/")
            if technology != find.rule.technology or not (find.module.startswith(f"{home}/") or not home):
                continue
            root = split(next(iter(self._roots[technology, folder]), ""))
            rest = split(path)[len(root) :]
            if root and split(path)[: len(root)] == root and any(_is_of(one, rest) for one in spared):
                return "/" + "/".join(rest)
        return path

    def _add_contract(self, find: Find, prefix: Value | None) -> None:
        """Remember what code puts before the paths of the contract that a router of the run time reads."""
        found = settled(prefix, find.module, self._settings) if prefix is not None else []
        starts = [
            written(TextValue(one.parts if find.rule.replaces else one.parts[:-1]))
            for one in found
            # the rest is what the contract says itself
            if find.rule.replaces or (len(one.parts) > 1 and not isinstance(one.parts[-1], str))
        ]
        if starts:
            self._contracts[find.module.rpartition("/")[0]] = starts[0].rstrip("/")

    def before_contract(self, file: str) -> str:
        """What stands before the paths of a contract: what the code says that lies nearest above it."""
        folder = file
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in self._contracts:
                return self._contracts[folder]
        return ""

    def version(self, find: Find, call: Call) -> str:
        """The segment of a route's version; "" where it has none."""
        if not find.rule.version:
            return ""
        home = next(
            (one for one in self._versions if find.module.startswith(f"{one.partition('/src')[0]}/") or not one), None
        )
        if home is None:
            return ""
        value = select(self._evaluator, call, find.rule.version)
        if value is None:
            return self._versions[home]
        said = starts_of(self._evaluator, self._settings, value, find.module) if not isinstance(value, Symbol) else [""]
        return _segment(said[0])

    def rooted(self, find: Find, prefix: str) -> str:
        """A prefix behind what stands before all routes of the component around a find; of one around no component, behind
        what all applications agree on that are made of it.
        """
        roots = {key: starts for key, starts in self._roots.items() if key[0] == find.rule.technology}
        for (_, folder), starts in roots.items():
            home = f"/{folder}".partition("/src/")[0].lstrip("/")
            if find.module.startswith(f"{home}/") or not home:
                return joined(starts[0] if starts else "", prefix)
        above = {(starts or [""])[0] for key, starts in roots.items() if find.module in self._reach(self._said_in[key])}
        return joined(next(iter(above)), prefix) if len(above) == 1 else prefix

    def _reach(self, module: str) -> frozenset[str]:
        """The modules that one is made of: what it imports, and what these import."""
        if module not in self._reached:
            reached, pending = {module}, [module]
            while pending:
                found = self._discovery.program.uses(pending.pop()) - reached
                reached |= found
                pending += found
            self._reached[module] = frozenset(reached)
        return self._reached[module]


def starts_of(evaluator: Evaluator, settings: Settings, value: Value | None, module: str) -> list[str]:
    """The paths that a value may put before others; one that is empty where it is none, or nothing of it is known."""
    if value is None:
        return [""]
    items = [value]
    if isinstance(value, ItemsValue):
        items = [evaluator.evaluate(item, value.frame) for item in value.items]
    known = [one for item in items for one in settled(item, module, settings) if _is_known(one)]
    return [_ALL.sub("", written(one)) for one in known] or [""]


def _is_known(one: TextValue) -> bool:
    """Whether a text is empty or says something: of what is not known at all, it is likely that it is empty."""
    is_begun = not one.parts or isinstance(one.parts[0], str)
    return is_begun or any(isinstance(part, str) and part.strip("/") for part in one.parts)


def _is_of(pattern: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    """Whether a path is one that a pattern names: `("docs", "**")` has all below `docs`."""
    if pattern[-1:] == ("**",):
        return segments[: len(pattern) - 1] == pattern[:-1]
    return segments == pattern


def _segment(said: str) -> str:
    """The segment of a version: `v1`."""
    return said and f"v{said.strip('/').removeprefix('v')}"


def joined(prefix: str, path: str) -> str:
    """A path behind a prefix, with one slash between them."""
    if not prefix or not path:
        return prefix or path
    return f"{prefix.rstrip('/')}/{path.removeprefix('^').lstrip('/')}"


def certain(prefixes: list[str]) -> list[str]:
    """The prefixes without those that are another one behind a segment that is not known: a mount that may be or not."""
    return [one for one in prefixes if not (one.startswith("/{") and _UNKNOWN.sub("", one) in prefixes)]

"""deptrac: deptrac.yaml in, a Translation out. It is a tool for PHP, which archlint does not read: the layers carry over."""

from collections.abc import Iterable, Mapping

from archlint.model.tables import Contract
from archlint.rulebook.foreign.regexes import globs_of
from archlint.rulebook.foreign.translation import Document, Translation, Unequal, tables, texts

TOOL = "deptrac"
_OFF = ("dependency-cycle", "uncovered-module")


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    ((source, document),) = documents.items()
    known = tuple(paths)
    inner = document.get("deptrac", document.get("parameters", document))
    config: Document = inner if isinstance(inner, Mapping) else {}
    unequal: list[Unequal] = []
    folders = _layers(config, unequal)
    if known and not any(path.endswith(".php") for path in known):
        unequal.append(Unequal(source, "archlint reads Python, TypeScript, JavaScript and Java here, and no PHP"))
    ruleset = config.get("ruleset")
    rules: Mapping[str, object] = ruleset if isinstance(ruleset, Mapping) else {}
    contracts = []
    for layer, globs in folders.items():
        wanted = _allowed(layer, rules)
        allowed = tuple(glob for other in wanted if other in folders for glob in folders[other])
        others = {glob for other in folders.values() for glob in other}
        if globs and others - {*globs, *allowed}:
            contracts.append(
                Contract(
                    kind="forbidden",
                    name=layer,
                    importers=globs,
                    imported=tuple(sorted(others - {*globs, *allowed})),
                    because=f"Declared for deptrac in {source}: {layer} uses {', '.join(wanted) or 'no other layer'}.",
                )
            )
    skipped = config.get("skip_violations")
    if skipped:
        unequal.append(Unequal("skip_violations", "names classes; write [[exceptions]], or run 'archlint baseline'"))
    return Translation(TOOL, source, contracts=tuple(contracts), off=_OFF, unequal=tuple(unequal))


def _layers(config: Document, unequal: list[Unequal]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for layer in tables(config.get("layers", ())):
        name = str(layer.get("name", ""))
        globs: list[str] = []
        for collector in tables(layer.get("collectors", ())):
            kind = str(collector.get("type", ""))
            value = str(collector.get("value") or collector.get("regex") or "")
            if kind == "directory":
                globs += globs_of(value) or _told(name, kind, unequal)
            elif kind == "glob":
                globs.append(value)
            else:
                _told(name, kind, unequal)
        found[name] = tuple(dict.fromkeys(globs))
    return found


def _told(layer: str, kind: str, unequal: list[Unequal]) -> tuple[str, ...]:
    unequal.append(Unequal(f"layers: {layer}", f"a collector of type '{kind}' has no equal here: layers are paths"))
    return ()


def _allowed(layer: str, rules: Mapping[str, object]) -> list[str]:
    """The layers that one may use; `+other` stands for what that one may use, too."""
    found: list[str] = []
    pending, seen = [layer], set()
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        for name in texts(rules.get(one)):
            found.append(name.removeprefix("+"))
            pending += [name[1:]] if name.startswith("+") else []
    return sorted(set(found))

"""deply: deply.yaml in, a Translation out. Layers that are folders carry over; those that are kinds of classes do not."""

from collections.abc import Iterable, Mapping

from archlint.model.tables import Contract
from archlint.rulebook.foreign.regexes import globs_of
from archlint.rulebook.foreign.translation import Document, Translation, Unequal, tables, texts

TOOL = "deply"
_OFF = ("dependency-cycle", "uncovered-module")


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    ((source, document),) = documents.items()
    del paths
    inner = document.get("deply", document)
    config: Document = inner if isinstance(inner, Mapping) else {}
    unequal: list[Unequal] = []
    folders = [one.strip("/").removeprefix("./") for one in texts(config.get("paths"))]
    layers = {str(layer.get("name", "")): _globs(layer, folders, unequal) for layer in tables(config.get("layers", ()))}
    exclude = [glob for pattern in texts(config.get("exclude_files")) for glob in globs_of(pattern)]
    ruleset = config.get("ruleset")
    contracts = []
    for layer, rule in ruleset.items() if isinstance(ruleset, Mapping) else ():
        body: Document = rule if isinstance(rule, Mapping) else {}
        refused = [name for name in texts(body.get("disallow_layer_dependencies")) if layers.get(name)]
        if layers.get(layer) and refused:
            contracts.append(
                Contract(
                    kind="forbidden",
                    name=str(layer),
                    importers=layers[layer],
                    imported=tuple(glob for name in refused for glob in layers[name]),
                    because=f"Declared for deply in {source}: {layer} does not use {', '.join(refused)}.",
                )
            )
        unequal += [
            Unequal(
                f"ruleset: {layer}: {key}", "archlint judges dependencies, not names, bases or decorators of classes"
            )
            for key in body
            if key != "disallow_layer_dependencies"
        ]
    return Translation(
        TOOL, source, contracts=tuple(contracts), exclude=tuple(exclude), off=_OFF, unequal=tuple(unequal)
    )


def _globs(layer: Document, folders: list[str], unequal: list[Unequal]) -> tuple[str, ...]:
    name = str(layer.get("name", ""))
    found: list[str] = []
    for collector in tables(layer.get("collectors", ())):
        kind = str(collector.get("type", ""))
        if kind == "directory":
            inside = [one.strip("/") for one in texts(collector.get("directories"))]
            found += [f"{'/'.join(filter(None, (home, one)))}/**" for home in folders or [""] for one in inside]
        elif kind == "file_regex":
            inside = list(globs_of(str(collector.get("regex", ""))))
            found += [glob if glob.startswith("**") else f"**/{glob}" for glob in inside]
        else:
            why = f"a collector of type '{kind}' has no equal here: layers are paths"
            unequal.append(Unequal(f"layers: {name}", why))
    return tuple(dict.fromkeys(found))

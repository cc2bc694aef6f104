"""ArchUnit's PlantUML rule: a component diagram (`[Orders] <<..shop.orders..>>`, `[Web] --> [Orders]`) in, a Translation out.

A component may use those that it has an arrow to; what is in no component is not judged (consideringOnlyDependenciesInDiagram).
"""

import re
from collections.abc import Iterable, Mapping

from archlint.model.patterns import PatternError, PatternSet
from archlint.model.tables import Contract
from archlint.rulebook.foreign.translation import Document, ForeignError, Translation, Unequal

TOOL = "archunit-plantuml"
_OFF = ("dependency-cycle", "uncovered-module")
_COMPONENT = re.compile(r"^\s*(?:component\s+)?\[([^\]]+)\]((?:\s*<<[^>]+>>)+)(?:\s+as\s+(\w+))?")
_STEREOTYPE = re.compile(r"<<\s*([^>]+?)\s*>>")
_ARROW = re.compile(r"^\s*(?:\[([^\]]+)\]|(\w+))\s*(<)?[-.~]+(?:\[[^\]]*\]|[a-z]+)?[-.~]*(>)?\s*(?:\[([^\]]+)\]|(\w+))")


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    """The document holds the diagram's text under `text`. Raises ForeignError where it shows no component with a package."""
    ((source, document),) = documents.items()
    known = [path for path in paths if path.endswith(".java")]
    components: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    uses: dict[str, set[str]] = {}
    unequal: list[Unequal] = []
    lines = str(document.get("text", "")).splitlines()
    for line in lines:
        found = _COMPONENT.match(line)
        if found:
            name = found[1].strip()
            names[name] = name
            names[found[3] or name] = name
            globs = [glob for one in _STEREOTYPE.findall(found[2]) for glob in _globs(one)]
            components[name] = tuple(glob for glob in globs if _matches(glob, known))
            if not components[name]:
                unequal.append(Unequal(name, "no class of this project lies in its packages"))
    for line in lines:
        arrow = None if _COMPONENT.match(line) else _ARROW.match(line)
        if arrow:
            left, right = names.get((arrow[1] or arrow[2]).strip()), names.get((arrow[5] or arrow[6]).strip())
            if left and right:
                uses.setdefault(*((left, set()) if not arrow[3] else (right, set()))).add(
                    right if not arrow[3] else left
                )
    if not any(components.values()):
        raise ForeignError(f"{source}: shows no component whose package (<<..package..>>) exists in this project")
    contracts = tuple(_contract(name, components, uses.get(name, set()), source) for name in components)
    made = tuple(one for one in contracts if one is not None)
    return Translation(TOOL, source, contracts=made, off=_OFF, unequal=tuple(unequal))


def _contract(name: str, components: Mapping[str, tuple[str, ...]], uses: set[str], source: str) -> Contract | None:
    refused = tuple(
        glob for other, globs in components.items() if other != name and other not in uses for glob in globs
    )
    if not components[name] or not refused:
        return None
    told = ", ".join(sorted(uses)) or "no other component"
    because = f"The diagram {source} says that {name} uses {told}."
    return Contract(kind="forbidden", name=name, importers=components[name], imported=refused, because=because)


def _matches(glob: str, paths: Iterable[str]) -> bool:
    """Whether a glob matches a path; a package with characters that no glob may hold is nobody's."""
    try:
        return any(map(PatternSet((glob,)).matches, paths))
    except PatternError:
        return False


def _globs(package: str) -> tuple[str, ...]:
    """Globs for a package as ArchUnit writes it: `..` stands for any number of packages."""
    text = package.strip()
    below = text.endswith("..")
    inner = text.strip(".").replace("..", "/**/").replace(".", "/")
    return (f"**/{inner}/**",) if below else (f"**/{inner}/*.java",)

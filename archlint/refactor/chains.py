"""Uses of a module by its dotted name (`import a.b.c`, then `a.b.c.thing`): a parsed file in, what to replace out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import libcst as cst
from libcst.metadata import Assignment, ImportAssignment, MetadataWrapper, Scope, ScopeProvider


def dotted_name(node: cst.BaseExpression) -> str:
    """`a.b.c` of such an expression, "" of any other one."""
    segments: list[str] = []
    while isinstance(node, cst.Attribute):
        if node.value.lpar if isinstance(node.value, cst.Name | cst.Attribute) else True:
            return ""
        segments.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    return ".".join((node.value, *reversed(segments)))


@dataclass(frozen=True)
class Chains:
    """`found` maps expressions to the name that replaces them; `keeps` says that the file uses the old root for something
    else and has it from this import alone; `why` says why it cannot be done.
    """

    found: Mapping[cst.CSTNode, str] = field(default_factory=dict)
    keeps: bool = False
    why: str = ""

    @staticmethod
    def of(module: cst.Module, names: Mapping[str, str]) -> "Chains":
        """What `names` (old to new) are used for in a file that may bind them by `import a.b.c`."""
        bound = _Bound()
        module.visit(bound)
        used = {name: new for name, new in names.items() if "." in name and name in bound.whole}
        if not used:
            return Chains()
        scopes = MetadataWrapper(module, unsafe_skip_copy=True).resolve(ScopeProvider)
        uses = _Uses(used, scopes)
        module.visit(uses)
        if uses.why:
            return Chains(why=uses.why)
        roots = {name.partition(".")[0] for name in used}
        others = bool(roots & {name.partition(".")[0] for name in bound.whole - set(used)})
        return Chains(uses.found, uses.remains and not others)


class _Bound(cst.CSTVisitor):
    """The dotted names that a file imports without `as`."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: set[str] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Import):
            self.whole |= {dotted_name(alias.name) for alias in node.names if alias.asname is None}
        return not isinstance(node, cst.BaseExpression)


class _Uses(cst.CSTVisitor):
    """Where the names are used, and whether anything else of their root is."""

    def __init__(self, names: Mapping[str, str], scopes: Mapping[cst.CSTNode, Scope | None]) -> None:
        super().__init__()
        self._names, self._scopes = names, scopes
        self._roots = {name.partition(".")[0] for name in names}
        self.found: dict[cst.CSTNode, str] = {}
        self.remains = False
        self.why = ""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Import | cst.ImportFrom):
            return False
        if isinstance(node, cst.Attribute):
            name = dotted_name(node)
            if name in self._names:
                self._take(node, name)
                return False
            if name:
                self._root(node.value)
            else:  # `call().a` uses no name `a`
                node.value.visit(self)
            return False
        if isinstance(node, cst.Name):
            self._root(node)
        if isinstance(node, cst.Arg) and node.keyword is not None:
            node.value.visit(self)
            return False
        return True

    def _root(self, node: cst.BaseExpression) -> None:
        while isinstance(node, cst.Attribute):
            if dotted_name(node) in self._names:
                self._take(node, dotted_name(node))
                return
            node = node.value
        if isinstance(node, cst.Name) and node.value in self._roots and _only_imports(self._bindings(node, node.value)):
            self.remains = True

    def _take(self, node: cst.Attribute, name: str) -> None:
        bindings = list(self._bindings(node, name.partition(".")[0]))
        if not _only_imports(bindings):
            return
        new = self._names[name]
        root = new.partition(".")[0]
        if root != name.partition(".")[0] and not _only_imports(self._bindings(node, root), empty=True):
            self.why = f"it uses the name '{root}' for something else than a package: use another name there first"
        self.found[node] = new

    def _bindings(self, node: cst.CSTNode, name: str) -> Iterable[Assignment]:
        scope = self._scopes.get(node)
        found = scope[name] if scope is not None else ()
        return [one for one in found if isinstance(one, Assignment)]


def _only_imports(bindings: Iterable[Assignment], *, empty: bool = False) -> bool:
    """Whether a name is bound by `import name.…` and nothing else."""
    found = list(bindings)
    return (bool(found) or empty) and all(
        isinstance(one, ImportAssignment) and isinstance(one.node, cst.Import) for one in found
    )

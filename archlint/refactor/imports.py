"""Rewrites the imports of one Python file after a module's move: bytes and a Rename in, the same bytes but for its names out.

libcst keeps every blank and comment. It recurses in C: callers run this where a crash costs one file (pipeline/workers).
"""

import io
import sys
import threading
import tokenize
from collections.abc import Sequence
from typing import NamedTuple

import libcst as cst

from archlint.model.move import Rename, Rewritten
from archlint.refactor.chains import Chains, dotted_name
from archlint.refactor.names import comment_of, without_comment, without_names
from archlint.refactor.spelling import absolute_names, climbed, dotted, folder_of, relative, stem_of

_STACK = 256 * 1024 * 1024
_DEPTH = 20_000
_BRACKETS = 200
"""CPython's own limit on brackets in brackets (MAXLEVEL of its tokenizer); libcst's costs grow with the square of them."""
Alias = cst.ImportAlias


def rewrite(path: str, content: bytes, rename: Rename) -> Rewritten:
    """The file at `path` (as it is before the move) with its imports rewritten. Never raises for what it contains."""
    if _is_nested_too_deep(content):
        return Rewritten(why="it cannot be rewritten: it is nested too deep")
    answers: list[Rewritten] = []
    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=lambda: answers.append(_rewrite(path, content, rename)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return answers[0] if answers else Rewritten(why="it cannot be rewritten: it is nested too deep")


def _is_nested_too_deep(content: bytes) -> bool:
    """Whether Python itself would refuse a file for its brackets. What else is wrong with it is libcst's to say."""
    depth = 0
    try:
        for token in tokenize.tokenize(io.BytesIO(content).readline):
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
                if depth > _BRACKETS:
                    return True
    except (tokenize.TokenError, SyntaxError, ValueError) as error:
        return "too many nested" in str(error)
    return False


def _rewrite(path: str, content: bytes, rename: Rename) -> Rewritten:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        module = cst.parse_module(content)
        if module.bytes != content:
            return Rewritten(why="it cannot be written back as it was")
        place = path.rpartition(".")[0]
        names = absolute_names(rename, folder_of(path))
        chains = Chains.of(module, names) if _binds_dotted(content, names) else Chains()
        if chains.why:
            return Rewritten(why=chains.why)
        return Rewritten(module.visit(_Imports(rename, names, folder_of(path), place == rename.old, chains)).bytes)
    except cst.ParserSyntaxError as error:
        return Rewritten(why=f"it cannot be parsed: line {error.editor_line}")
    except (RecursionError, MemoryError):
        return Rewritten(why="it cannot be rewritten: it is nested too deep")
    except (ValueError, LookupError, SyntaxError) as error:
        return Rewritten(why=f"its encoding is not understood: {error}")
    finally:
        sys.setrecursionlimit(limit)


def _binds_dotted(content: bytes, names: dict[str, str]) -> bool:
    """Whether `import a.b.c` may be in a file, after which the module is used by its dotted name."""
    return any("." in name and b"import" in content and name.split(".")[-1].encode() in content for name in names)


class _Imports(cst.CSTTransformer):
    """One walk over the statements of a file; expressions are entered only where dotted uses are to be found."""

    def __init__(self, rename: Rename, names: dict[str, str], folder: str, moves: bool, chains: Chains) -> None:
        super().__init__()
        self._rename, self._names, self._folder, self._chains = rename, names, folder, chains
        self._packages = {name.rpartition(".")[0]: new for name, new in names.items() if "." in name}
        self._moves = moves
        self._new_folder = folder_of(rename.new) if moves else folder
        self._extra: list[list[_Line]] = []
        self._alone: list[bool] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.SimpleStatementLine | cst.SimpleStatementSuite):
            self._extra.append([])
            self._alone.append(isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1)
        if isinstance(node, cst.Import | cst.ImportFrom):
            return False
        return bool(self._chains.found) or not isinstance(node, cst.BaseExpression)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:  # noqa: N802
        new = self._chains.found.get(original_node)
        return updated_node if new is None else _expression(new, updated_node)

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:  # noqa: ARG002, N802
        aliases: list[Alias] = []
        for alias in updated_node.names:
            name = dotted_name(alias.name)
            new = self._names.get(name)
            if new is None:
                aliases.append(alias)
                continue
            if alias.asname is None and "." not in name:
                aliases.append(alias.with_changes(name=_dotted(new), asname=_as(name)))
                continue
            if alias.asname is None and self._chains.keeps:
                aliases.append(Alias(_dotted(name.rpartition(".")[0]), comma=_COMMA))
            aliases.append(alias.with_changes(name=_dotted(new)))
        return updated_node.with_changes(names=aliases)

    def leave_ImportFrom(  # noqa: N802
        self,
        original_node: cst.ImportFrom,  # noqa: ARG002
        updated_node: cst.ImportFrom,
    ) -> cst.BaseSmallStatement:
        level = len(updated_node.relative)
        said = dotted_name(updated_node.module) if updated_node.module is not None else ""
        if not level:
            if said in self._names:
                return _respelt(updated_node, 0, self._names[said])
            new = self._packages.get(said)
            return self._split(updated_node, None, (0, new)) if new is not None else updated_node
        place = climbed(self._folder, level, said)
        if place is None:
            return updated_node
        if place == self._rename.old:
            return _respelt(updated_node, *self._spelt(self._rename.new))
        own = self._spelt(place) if self._moves else None
        if place == folder_of(self._rename.old):
            return self._split(updated_node, own, self._spelt(self._rename.new))
        return _respelt(updated_node, *own) if own is not None else updated_node

    def leave_SimpleStatementLine(  # noqa: N802
        self,
        original_node: cst.SimpleStatementLine,  # noqa: ARG002
        updated_node: cst.SimpleStatementLine,
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        extra, alone = self._extra.pop(), self._alone.pop()
        if not extra:
            return updated_node
        if not alone:
            return updated_node.with_changes(body=_joined(updated_node.body, extra))
        return cst.FlattenSentinel([updated_node, *(line.whole() for line in extra)])

    def leave_SimpleStatementSuite(  # noqa: N802
        self,
        original_node: cst.SimpleStatementSuite,  # noqa: ARG002
        updated_node: cst.SimpleStatementSuite,
    ) -> cst.SimpleStatementSuite:
        extra, _ = self._extra.pop(), self._alone.pop()
        return updated_node.with_changes(body=_joined(updated_node.body, extra)) if extra else updated_node

    def _spelt(self, place: str) -> tuple[int, str]:
        """Level and rest of a place as the file says it afterwards: relatively where it can, since it did."""
        root = self._rename.root
        return relative(self._new_folder, place, root) or (0, dotted(place, root))

    def _split(self, node: cst.ImportFrom, own: tuple[int, str] | None, new: tuple[int, str]) -> cst.BaseSmallStatement:
        """The import of a package's names, of which one may be the module: that one comes from its new package. `own` is how
        the package is spelt afterwards (None: as it was), `new` level and name of the module.
        """
        stem = stem_of(self._rename.old)
        kept = node if own is None else _respelt(node, *own)
        if isinstance(node.names, cst.ImportStar) or self._rename.hidden:
            return kept
        taken = [alias for alias in node.names if dotted_name(alias.name) == stem]
        if not taken:
            return kept
        level, name = new
        package, _, last = name.rpartition(".")
        if len(taken) == len(node.names) and (package or level):
            renamed = [
                alias.with_changes(name=cst.Name(last), asname=alias.asname or _as(stem, last)) for alias in taken
            ]
            return _respelt(node.with_changes(names=renamed), level, package)
        alone = self._alone[-1]
        for alias in taken:
            line = _Line(_import_of(level, package, last, alias, stem), comment_of(alias) if alone else None)
            self._extra[-1].append(line)
        if len(taken) == len(node.names):
            return self._extra[-1].pop(0).statement
        if alone:
            names = [without_comment(alias) if alias in taken else alias for alias in node.names]
            kept = kept.with_changes(names=names)
        return kept.with_changes(**without_names(kept, stem))


class _Line(NamedTuple):
    """A statement to stand on a line of its own, with the comment that belongs to it."""

    statement: cst.BaseSmallStatement
    comment: cst.Comment | None

    def whole(self) -> cst.SimpleStatementLine:
        if self.comment is None:
            return cst.SimpleStatementLine([self.statement])
        trailing = cst.TrailingWhitespace(cst.SimpleWhitespace("  "), self.comment)
        return cst.SimpleStatementLine([self.statement], trailing_whitespace=trailing)


_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


def _import_of(level: int, package: str, last: str, alias: Alias, stem: str) -> cst.BaseSmallStatement:
    """`from package import last as stem`, or `import last as stem` where it is in no package."""
    asname = _plain(alias.asname) or _as(stem, last)
    if not package and not level:
        return cst.Import([Alias(cst.Name(last), asname=asname)])
    module = _dotted(package) if package else None
    return cst.ImportFrom(module, [Alias(cst.Name(last), asname=asname)], relative=[cst.Dot()] * level)


def _plain(asname: cst.AsName | None) -> cst.AsName | None:
    """An `as` without what stood around it inside parentheses."""
    return cst.AsName(asname.name) if asname is not None else None


def _as(stem: str, last: str = "") -> cst.AsName | None:
    return None if stem == last else cst.AsName(cst.Name(stem))


def _respelt(node: cst.ImportFrom, level: int, rest: str) -> cst.ImportFrom:
    """The import with another module; what stands around the name stays."""
    was = len(node.relative)
    said = dotted_name(node.module) if node.module is not None else ""
    if (was, said) == (level, rest):
        return node
    after = node.whitespace_after_from
    if isinstance(after, cst.SimpleWhitespace) and not after.value:
        after = cst.SimpleWhitespace(" ")  # `from.a import b`
    before = node.whitespace_before_import
    if isinstance(before, cst.SimpleWhitespace) and not before.value and rest:
        before = cst.SimpleWhitespace(" ")  # `from .import b`
    return node.with_changes(
        module=_dotted(rest) if rest else None,
        relative=[cst.Dot()] * level,
        whitespace_after_from=after,
        whitespace_before_import=before,
    )


def _joined(body: Sequence[cst.BaseSmallStatement], extra: list[_Line]) -> list[cst.BaseSmallStatement]:
    separator = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
    first = [*body[:-1], body[-1].with_changes(semicolon=separator)]
    return [*first, *(one.statement.with_changes(semicolon=separator) for one in extra[:-1]), extra[-1].statement]


def _dotted(name: str) -> cst.Name | cst.Attribute:
    first, *rest = name.split(".")
    found: cst.Name | cst.Attribute = cst.Name(first)
    for segment in rest:
        found = cst.Attribute(found, cst.Name(segment))
    return found


def _expression(name: str, around: cst.Attribute) -> cst.BaseExpression:
    """A dotted name in the parentheses of what it replaces."""
    return _dotted(name).with_changes(lpar=around.lpar, rpar=around.rpar)

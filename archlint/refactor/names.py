"""Takes a name out of `from x import (a, b, c)`: the statement in, what changes of it out."""

from typing import Any

import libcst as cst

Between = cst.BaseParenthesizableWhitespace


def without_names(node: cst.ImportFrom, name: str) -> dict[str, Any]:
    """The fields of an import that are others once `name` is not taken any more. Some other name remains. No comment is
    lost: what stood around the name leads the one that follows, but for what `comment_of` gives.
    """
    assert not isinstance(node.names, cst.ImportStar)  # noqa: S101 - for the type checker
    aliases = list(node.names)
    lpar = node.lpar
    for place in reversed(range(len(aliases))):
        alias = aliases[place]
        if not (isinstance(alias.name, cst.Name) and alias.name.value == name):
            continue
        after = alias.comma.whitespace_after if isinstance(alias.comma, cst.Comma) else None
        last = place == len(aliases) - 1
        del aliases[place]
        if last:
            aliases[-1] = _as_last(aliases[-1], alias, parenthesized=lpar is not None)
        elif _has_comment(after):
            if place:
                before = aliases[place - 1]
                aliases[place - 1] = before.with_changes(comma=_with_lines(before.comma, after))
            elif lpar is not None:
                lpar = lpar.with_changes(whitespace_after=_merged(lpar.whitespace_after, after))
    return {"names": aliases, "lpar": lpar}


def comment_of(alias: cst.ImportAlias) -> cst.Comment | None:
    """The comment behind a name and its comma, on the same line."""
    after = alias.comma.whitespace_after if isinstance(alias.comma, cst.Comma) else None
    return after.first_line.comment if isinstance(after, cst.ParenthesizedWhitespace) else None


def without_comment(alias: cst.ImportAlias) -> cst.ImportAlias:
    """The name without that comment."""
    if comment_of(alias) is None:
        return alias
    line = cst.TrailingWhitespace()
    return alias.with_deep_changes(alias.comma.whitespace_after, first_line=line)  # type: ignore[union-attr]


def _as_last(alias: cst.ImportAlias, taken: cst.ImportAlias, *, parenthesized: bool) -> cst.ImportAlias:
    """The name that is the last one now: with the comma of the one that was, or without any."""
    if not parenthesized:
        return alias.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    own = alias.comma.whitespace_after if isinstance(alias.comma, cst.Comma) else None
    if not isinstance(taken.comma, cst.Comma):
        if _has_comment(own):  # it stands before the closing parenthesis: only a comma can carry it
            return alias
        return alias.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    after = taken.comma.whitespace_after
    merged = _merged(own, after) if _has_comment(own) else after
    return alias.with_changes(comma=taken.comma.with_changes(whitespace_after=merged))


def _with_lines(comma: cst.Comma | cst.MaybeSentinel, more: Between | None) -> cst.Comma:
    found = comma if isinstance(comma, cst.Comma) else cst.Comma()
    return found.with_changes(whitespace_after=_merged(found.whitespace_after, more))


def _has_comment(space: Between | None) -> bool:
    return isinstance(space, cst.ParenthesizedWhitespace) and (
        space.first_line.comment is not None or any(line.comment is not None for line in space.empty_lines)
    )


def _merged(first: Between | None, second: Between | None) -> Between:
    """Both whitespaces in one: the comments of the second become lines below those of the first."""
    if not isinstance(second, cst.ParenthesizedWhitespace):
        return first if first is not None else cst.SimpleWhitespace("")
    if not isinstance(first, cst.ParenthesizedWhitespace):
        return second
    comment = second.first_line.comment
    trailing = (
        [cst.EmptyLine(indent=True, whitespace=second.last_line, comment=comment, newline=second.first_line.newline)]
        if comment is not None
        else []
    )
    return first.with_changes(
        empty_lines=[*first.empty_lines, *trailing, *second.empty_lines],
        indent=second.indent,
        last_line=second.last_line,
    )

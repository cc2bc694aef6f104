"""What a clause decides, however it is written: its text in, a form out that is the same in every language.

`customer.getOpenCents() > 20_000` and `20000 < self.customer.open_cents` decide the same. Names are split into words and
the way to a field is dropped; comparisons look one way; what can be swapped is sorted.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from archlint.measures import terms
from archlint.measures.applied import applied, prefixed
from archlint.measures.operands import called, indexed, name_of, plain_name
from archlint.measures.terms import Term
from archlint.measures.tokens import Token, tokens
from archlint.model.facts import MAX_CLAUSE, Clause

_STRENGTH = {
    "=>": 0, "->": 0, "for": 0, "?": 1, "if": 1, ":": 2, "else": 2, "??": 3, "||": 4, "or": 4, "&&": 5, "and": 5,
    "not": 6, "==": 7, "!=": 7, "===": 7, "!==": 7, "is": 7, "is not": 7, "in": 8, "not in": 8, "instanceof": 8,
    "<": 8, ">": 8, "<=": 8, ">=": 8, "|": 9, "^": 9, "&": 9, "<<": 9, ">>": 9, ">>>": 9, "+": 10, "-": 10, "*": 11,
    "/": 11, "//": 11, "%": 11, "!": 12, "negative": 12, "typeof": 12, "**": 13, "as": 14,
    "+=": 0, "-=": 0, "*=": 0, "/=": 0, "//=": 0, "%=": 0, "=": 0, ":=": 0,
}  # fmt: skip
"""How strongly operators bind, in all languages alike: they differ where code is seldom written without brackets."""
_PREFIXES = frozenset(("!", "not", "negative", "typeof"))
_IGNORED = frozenset(("new", "await", "async", "return", "yield", "const", "let", "var", "final", "void"))
_LONGEST = 4_000
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class _Frame(NamedTuple):
    """An open bracket: what opened it, what it is applied to, and the values and operators inside so far."""

    bracket: str
    called: str
    receiver: Term | None
    values: "list[Term]"
    signs: list[str]
    done: "list[Term]"


class _UnreadableError(Exception):
    """The text is not an expression of the kind that this room knows."""


def normal_form(clause: Clause, language: str) -> Term | None:
    """The normal form of a condition, comparison or computation; None where the text is too long or cannot be read."""
    if clause.kind not in ("condition", "comparison", "computation") or len(clause.text) >= MAX_CLAUSE:
        return None
    return _form(clause.text, language)


@lru_cache(maxsize=50_000)  # a plan reads the same clauses again for every move that it tries
def _form(text: str, language: str) -> Term | None:
    found = tokens(text, language)
    if not found:
        return None
    try:
        return _Reading(found).term()
    except _UnreadableError:
        return None


class _Reading:
    """Reads tokens from left to right; brackets lie on a stack."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._frames = [_Frame("", "", None, [], [], [])]
        self._wants_value = True

    def term(self) -> Term:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if self._wants_value and token == Token("sign", "<"):
                return self._before_markup()
            self._at += 1
            if self._wants_value:
                self._value(token)
            else:
                self._between(token)
        if len(self._frames) > 1:
            raise _UnreadableError
        return self._finish(self._frames[0])

    def _before_markup(self) -> Term:
        """What stands before an element: `open > 0 && <Banner/>` asks whether something is open."""
        frame = self._frames[0]
        if len(self._frames) > 1 or not frame.signs or frame.signs[-1] not in ("&&", "||", "?", "??"):
            raise _UnreadableError
        frame.signs.pop()
        self._wants_value = False
        return self._finish(frame)

    def _peek(self, value: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == Token("sign", value)

    def _value(self, token: Token) -> None:
        frame = self._frames[-1]
        kind, value = token
        if kind == "number":
            self._push(terms.of_number(value))
        elif kind == "text":
            self._push(terms.of_text(value))
        elif kind == "name":
            self._named(value)
        elif value in _CLOSING:
            self._open(_Frame(value, "", None, [], [], []))
        elif value in (")", "]", "}") and not frame.values and not frame.signs:
            self._close(value)
        elif value in ("!", "-"):
            frame.signs.append("negative" if value == "-" else value)
        elif value not in ("+", "*", "**", "...", "~"):
            raise _UnreadableError

    def _named(self, value: str) -> None:
        if value in ("not", "typeof"):
            self._frames[-1].signs.append(value)
        elif value == "lambda":
            while self._at < len(self._tokens) and not self._peek(":"):
                self._at += 1
            self._at += 1
        elif value not in _IGNORED or self._peek("."):
            self._path(None, value)

    def _path(self, receiver: Term | None, name: str) -> None:
        """A name with the names behind its dots, up to the first bracket."""
        names = [name]
        while self._at + 1 < len(self._tokens) and self._is_dot(self._at) and self._tokens[self._at + 1].kind == "name":
            names.append(self._tokens[self._at + 1].value)
            self._at += 2
        if self._is_dot(self._at) and self._at + 1 < len(self._tokens) and self._tokens[self._at + 1].value in "([":
            self._at += 1  # a?.[0], a?.(b)
        if self._peek("("):
            self._at += 1
            before = plain_name(names[:-1], receiver)
            self._open(_Frame("(", names[-1], before, [], [], []))
        else:
            self._push(name_of(names, receiver))

    def _is_dot(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at] in (
            Token("sign", "."), Token("sign", "?."), Token("sign", "::")
        )  # fmt: skip

    def _open(self, frame: _Frame) -> None:
        self._frames.append(frame)
        self._wants_value = True

    def _push(self, term: Term) -> None:
        _small(term)
        self._frames[-1].values.append(term)
        self._wants_value = False

    def _between(self, token: Token) -> None:
        """What may follow a value."""
        kind, value = token
        frame = self._frames[-1]
        if kind == "sign" and value in (".", "?.", "::") and self._at < len(self._tokens):
            following = self._tokens[self._at]
            if following.kind == "name":
                self._at += 1
                self._path(frame.values.pop(), following.value)
            elif value != "?.":
                raise _UnreadableError
        elif kind == "sign" and value in ("[", "("):
            self._open(_Frame(value, "", frame.values.pop(), [], [], []))
        elif kind == "sign" and value in (")", "]", "}"):
            self._close(value)
        elif kind == "sign" and value == ",":
            self._reduce(frame, -1)
            frame.done.append(frame.values.pop())
            self._wants_value = True
        elif kind == "sign" and value == "!":
            pass  # TypeScript: surely there
        elif kind != "sign" and value not in _STRENGTH:
            self._after_cast(token)
        else:
            self._operator(value)

    def _after_cast(self, token: Token) -> None:
        """`(int) total`: the type in brackets is dropped."""
        frame = self._frames[-1]
        before = self._tokens[self._at - 2]
        if before != Token("sign", ")") or frame.values[-1].kind != "field":
            raise _UnreadableError
        frame.values.pop()
        self._wants_value = True
        self._value(token)

    def _operator(self, value: str) -> None:
        following = self._tokens[self._at].value if self._at < len(self._tokens) else ""
        if (value, following) in (("is", "not"), ("not", "in")):
            value = f"{value} {following}"
            self._at += 1
        if value not in _STRENGTH or value in ("not", "negative", "typeof"):
            raise _UnreadableError
        frame = self._frames[-1]
        self._reduce(frame, _STRENGTH[value])
        frame.signs.append(value)
        self._wants_value = True

    def _close(self, value: str) -> None:
        if len(self._frames) == 1:
            raise _UnreadableError
        frame = self._frames.pop()
        if _CLOSING[frame.bracket] != value:
            raise _UnreadableError
        inside = frame.done
        if frame.values or frame.signs:
            self._frames.append(frame)
            inside = [*inside, self._finish(frame)]
            self._frames.pop()
        self._push(self._bracketed(frame, inside))

    def _bracketed(self, frame: _Frame, inside: list[Term]) -> Term:
        if frame.called:
            return called(frame.called, frame.receiver, inside)
        if frame.receiver is not None:
            return indexed(frame.receiver, inside) if frame.bracket == "[" else called("", frame.receiver, inside)
        if frame.bracket == "(" and len(inside) == 1 and not frame.done:
            return inside[0]
        return terms.combined("list", sorted(inside, key=lambda term: term.text), parts=0)

    def _finish(self, frame: _Frame) -> Term:
        if self._wants_value:
            raise _UnreadableError
        self._reduce(frame, -1)
        if len(frame.values) != 1:
            raise _UnreadableError
        return frame.values[0]

    def _reduce(self, frame: _Frame, strength: int) -> None:
        """Apply the operators that bind at least as strongly."""
        values, signs = frame.values, frame.signs
        while signs and _STRENGTH[signs[-1]] >= strength:
            sign = signs.pop()
            if sign in _PREFIXES:
                values.append(prefixed(sign, values.pop()))
                continue
            if len(values) < 2:
                raise _UnreadableError
            other = values.pop()
            values.append(_small(applied(sign, values.pop(), other)))


def _small(term: Term) -> Term:
    """What is taken apart is repeated: nested often enough, a short text has a form without bounds."""
    if len(term.text) + len(term.negated) > _LONGEST:
        raise _UnreadableError
    return term

"""Which channels code knows: clauses, names and routes with the words of rules/channels.toml in, channels out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from archlint.measures.tokens import Token, name_words, tokens
from archlint.model.channel_words import ChannelWords
from archlint.model.facts import Clause

_JOINTS = frozenset(("&&", "||", "and", "or", "?", ":", "??", ";", ",", "=>", "->", "if", "else", "for"))
_COMPARES = frozenset(("==", "===", "!=", "!==", "is", "in"))
_ORDERS = frozenset(("<", ">", "<=", ">=", "==", "===", "!=", "!=="))
_WORDY = 6
"""Words of a text that is more than the name of a channel."""


class Asked(NamedTuple):
    """A clause that asks for the channel. `strong` says that a part of the user interface has the name of one."""

    clause: Clause
    channels: tuple[str, ...]
    strong: bool


class _Piece(NamedTuple):
    """What is named in a stretch of a clause: the names (with texts that may be names of headers) and the values."""

    names: Sequence[tuple[str, str]]
    """Each with the name in front of its dot."""
    values: Sequence[str]
    signs: frozenset[str]
    numbers: bool


class Channels:
    """Tells what is about channels. `parts` are those of the user interface."""

    def __init__(self, known: ChannelWords, parts: Iterable[str]) -> None:
        self._parts = frozenset(_joined(part) for part in parts)
        self._values = {_squeezed(value): value for value in (*known.values, *sorted(self._parts))}
        self._names = frozenset(known.names)
        self._versions = frozenset(known.versions)
        self._not_names = frozenset(known.not_names)
        self._owners = frozenset(known.owners)
        self._endings = frozenset(known.endings)
        self._questions = frozenset(known.questions)
        self._shapes = (frozenset(known.shapes) | self._parts) - frozenset(known.ambiguous)
        self._not_shapes = frozenset(known.not_shapes)
        self._waits = frozenset(known.waits)
        self._payloads = frozenset(known.payloads)
        self._screens = frozenset(known.screens)
        self._routes = frozenset(known.routes)

    def asked(self, clauses: Sequence[Clause], language: str) -> Iterator[Asked]:
        """The clauses of one unit that ask for the channel, in their order."""
        for at, clause in enumerate(clauses):
            if clause.kind in ("condition", "comparison"):
                found = [value for piece in _pieces(clause.text, language) for value in self._compared(piece)]
            elif clause.kind == "subject":
                found = self._cases(clause, islice(clauses, at + 1, None), language)
            else:
                continue
            if found:
                known = tuple(dict.fromkeys(found))
                yield Asked(clause, known, not self._parts.isdisjoint(known))

    def _compared(self, piece: _Piece) -> Iterator[str]:
        if any(self._is_own(*named) for named in piece.names):
            return
        asks = piece.signs & _COMPARES or any(name in self._questions for _, name in piece.names)
        if asks and any(self._is_channel(*named) for named in piece.names):
            yield from self._known(piece.values)
        elif piece.numbers and piece.signs & _ORDERS:
            yield from (_joined(name).rpartition("-")[0] for _, name in piece.names if self._ends(name, self._versions))

    def _cases(self, subject: Clause, following: Iterable[Clause], language: str) -> list[str]:
        named = any(self._is_channel(*names) for piece in _pieces(subject.text, language) for names in piece.names)
        found: list[str] = []
        for clause in following if named else ():
            if clause.kind == "subject":
                break
            if clause.kind == "case":
                values = [value for piece in _pieces(clause.text, language) for value in _all_values(piece)]
                found += self._known(values)
        return found

    def _known(self, values: Iterable[str]) -> list[str]:
        """The channels among values; `iPhone` and `i-phone` are one."""
        return [self._values[_squeezed(value)] for value in values if _squeezed(value) in self._values]

    def _is_channel(self, owner: str, name: str) -> bool:
        return not self._is_own(owner, name) and self._ends(name, self._names) and not self._ends(name, self._not_names)

    def _is_own(self, owner: str, name: str) -> bool:
        """Whether the name is a property of something that is built for a channel."""
        return name_words(owner)[-1:] != () and name_words(owner)[-1] in self._owners and self._ends(name, self._names)

    def _ends(self, name: str, known: frozenset[str]) -> bool:
        found = list(name_words(name))
        while len(found) > 1 and found[-1] in self._endings and "-".join(found[-2:]) not in known:
            found.pop()
        return any("-".join(found[at:]) in known for at in range(max(0, len(found) - 3), len(found)))

    def shaped(self, name: str, kind: str) -> str:
        """The channel that a function or class is made for, by its name; "" where it is for all."""
        found = name_words(name.rpartition(".")[2])
        if kind == "class":
            ends = len(found) > 2 and found[-1] in self._payloads and found[1] not in self._not_shapes
            return found[0] if ends and found[0] in self._shapes else ""
        for at in range(max(0, len(found) - 3), len(found) - 1):
            channel = "-".join(found[at + 1 :])
            if found[at] == "for" and at > 0 and channel in self._shapes and found[at - 1] not in self._waits:
                return channel
        return ""

    def routed(self, callee: str, route: str) -> str:
        """The channel or screen that a route serves, "" where it serves all."""
        if callee.rpartition(".")[2] not in self._routes or not route.startswith("/"):
            return ""
        for segment in route.partition("?")[0].split("/"):
            found = name_words(segment) if segment[:1] not in ("{", ":", "<") else ()
            if "-".join(found) in self._shapes:
                return "-".join(found)
            if len(found) > 1 and found[-1] in self._screens:
                return segment
        return ""


def _all_values(piece: _Piece) -> Sequence[str]:
    return (*piece.values, *(_joined(name) for _, name in piece.names))


def _joined(name: str) -> str:
    return "-".join(name_words(name)[:_WORDY])


def _squeezed(value: str) -> str:
    return value.replace("-", "")


@lru_cache(maxsize=1 << 14)
def _pieces(text: str, language: str) -> tuple[_Piece, ...]:
    """The questions of a clause, each with what it names."""
    return tuple(_cut(text, language))


def _cut(text: str, language: str) -> Iterator[_Piece]:
    piece: list[Token] = []
    for token in (*(tokens(text, language) or ()), Token("sign", ";")):
        if token.kind != "text" and token.value in _JOINTS and not _in_list(piece, token):
            yield _piece(piece)
            piece = []
        else:
            piece.append(token)


def _in_list(piece: Sequence[Token], token: Token) -> bool:
    """`channel in ("app", "web")`: the comma goes on with the list."""
    return token.value == "," and bool(piece) and piece[-1].kind == "text"


def _piece(found: Sequence[Token]) -> _Piece:
    names = [(_owner(found, at), token.value) for at, token in enumerate(found) if token.kind == "name"]
    texts = [token.value for token in found if token.kind == "text"]
    values = [_joined(text) for text in texts]
    values += [_joined(token.value) for at, token in enumerate(found) if _is_constant(found, at)]
    signs = frozenset(token.value for token in found if token.kind == "sign" or token.value in ("is", "in"))
    return _Piece(
        (*names, *(("", text) for text in texts)), values, signs, any(token.kind == "number" for token in found)
    )


def _owner(found: Sequence[Token], at: int) -> str:
    dotted = at > 1 and found[at - 1].value in (".", "?.") and found[at - 2].kind == "name"
    return found[at - 2].value if dotted else ""


def _is_constant(found: Sequence[Token], at: int) -> bool:
    """`Channel.APP`, `Channel.App`, `MOBILE`."""
    value = found[at].value
    if found[at].kind != "name" or not value[:1].isupper():
        return False
    owned = at > 1 and found[at - 1].value == "." and found[at - 2].value[:1].isupper()
    return owned or (value.isupper() and len(value) > 1)

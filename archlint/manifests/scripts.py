"""Requests of scripts that stand in pages: a script as text in, PageRequests out.

Told are the calls whose address is written where they stand, or begins with a name that the script gives a text above them.
"""

import re
from collections.abc import Iterator, Mapping

from archlint.model.deployment import PageRequest

_TEXT = r"(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote))[^\\\n]){0,300}+)(?P=quote)"
_CALL = re.compile(
    r"(?:(?P<fetch>\bfetch\s?\(\s{0,40})"
    r"|(?P<ajax>(?:\$|\bjQuery)\.ajax\s?\()"
    r"|(?P<open>\.open\(\s{0,40}[\"'](?P<verb>[A-Z]{3,7})[\"'],\s{0,40})"
    r"|(?P<source>\bnew\s+EventSource\s?\(\s{0,40})"
    r"|(?:(?:\$|\bjQuery|\baxios|\$http)\.(?P<name>get|post|put|patch|delete|getJSON)\s?\(\s{0,40}))"
)
_PIECE = re.compile(
    rf"\s{{0,20}}(?:{_TEXT}|(?P<named>[A-Za-z_$][\w$]{{0,60}}(?:\.[A-Za-z_$][\w$]{{0,60}}){{0,4}}(?!\s*\()))"
)
_PLUS = re.compile(r"\s{0,20}\+(?!\+)")
_URL = re.compile(r"\burl\s{0,20}:\s{0,20}")
_METHOD = re.compile(r"\b(?:method|type)\s{0,20}:\s{0,20}(?:[\"'](\w{3,7})[\"']|([A-Za-z_$][\w$]{0,60})\b)")
_GIVEN = re.compile(r"\b(?:const|let|var)\s+([A-Za-z_$][\w$]{0,60})\s{0,20}=(?!=)")
_FILLED = re.compile(r"\$\{\s{0,20}([A-Za-z_$][\w$]{0,60})\s{0,20}\}")
_HOLE = re.compile(r"\$?\{[^{}]{0,200}\}")
_WINDOW = 500
"""Characters after a call in which its options stand."""
_MOST_PIECES = 8
_MOST_GIVEN = 500


def requests_of(script: str, path: str, line: int) -> Iterator[PageRequest]:
    """The requests of a script that starts at a line of a page."""
    calls = list(_CALL.finditer(script))
    given = _given(script) if calls else {}
    for found in calls:
        start = script.rfind("\n", 0, found.start()) + 1
        if "//" in script[start : found.start()].replace("://", ""):
            continue
        after = script[found.end() : found.end() + _WINDOW]
        following = _CALL.search(after)
        after = after[: following.start()] if following else after
        url = _URL.search(after) if found["ajax"] else None
        address = _address(after, url.end() if url else 0, given)
        if not address:
            continue
        named = found["verb"] or (found["name"] or "").removesuffix("JSON").upper()
        said = _METHOD.search(after) if found["fetch"] or found["ajax"] else None
        method = named or ((said[1] or given.get(said[2], "")).upper() if said else "GET")
        yield PageRequest(method or "GET", address, path, line + script.count("\n", 0, found.start()))


def _given(script: str) -> dict[str, str]:
    """The names that a script gives a text once, which may go on with what is not known."""
    found: dict[str, str] = {}
    changed: set[str] = set()
    for position, match in enumerate(_GIVEN.finditer(script)):
        if position == _MOST_GIVEN:
            break
        if match[1] in found:
            changed.add(match[1])
        said = _address(script[match.end() : match.end() + _WINDOW], 0, found)
        if said:
            found[match[1]] = said
    return {name: said for name, said in found.items() if name not in changed}


def _address(code: str, position: int, given: Mapping[str, str]) -> str:
    """A text that is written at a place, with `{}` for what is not known in it; "" for what says nothing."""
    pieces: list[str] = []
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(code, position)
        if piece is None:
            pieces += ["{}"] if pieces else []
            break
        pieces.append(_known(piece, given))
        plus = _PLUS.match(code, piece.end())
        if plus is None:
            break
        position = plus.end()
    whole = "".join(pieces)
    return whole if whole.replace("{}", "").strip("/") or whole.startswith("/") else ""


def _known(piece: re.Match[str], given: Mapping[str, str]) -> str:
    if piece["named"]:
        return given.get(piece["named"], "{}")
    text = piece["text"]
    if piece["quote"] == "`":
        text = _FILLED.sub(lambda name: given.get(name[1], "{}"), text)
    return _HOLE.sub("{}", text)

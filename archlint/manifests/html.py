"""Requests that pages make by themselves: forms, `hx-` attributes and scripts of HTML and its templates in, PageRequests out.

What scripts ask is read in scripts.py.
"""

import re
from collections.abc import Iterator, Mapping

from archlint.manifests.reading import text_of
from archlint.manifests.scripts import requests_of
from archlint.model.deployment import ROUTE_NAME, PageRequest

_OPENING = re.compile(r"<!--|\{#|\{\{|\{%|<%|\$\{|<#--|</?#|<(?:c|spring):url\b")
_CLOSING = {"<!--": "-->", "<#--": "-->", "{#": "#}", "{{": "}}", "{%": "%}", "<%": "%>", "${": "}"}
"""What ends a template's expression; those of Freemarker and of tag libraries end as tags do."""
_TAG_END = ">"
_LIBRARY_URL = re.compile(r"<\w+:url\s[^>]{0,200}?\bvalue\s{0,20}=\s{0,20}['\"]([^'\"]{0,500})['\"]")
_FILLED = ("{{", "${")
_DJANGO_COMMENT = re.compile(r"\{%-?\s{0,20}comment\b")
_DJANGO_END = re.compile(r"\{%-?\s{0,20}endcomment\s{0,20}-?%\}")
_NAMED = re.compile(
    r"url(?:_path)?_for\(\s{0,20}(?:request\s{0,20},\s{0,20})?['\"]([\w:.-]+)['\"]"
    r"|\burl\s{0,20}[\s(]\s{0,20}['\"]([\w:.-]+)['\"]"
)
_SENDS_NOTHING = ("returnfalse", "javascript:returnfalse", "event.preventDefault()")
_TAG = re.compile(r"<(?:([a-zA-Z][\w:-]*+)|/(form)\b)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s<>=\"'/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?", re.DOTALL)
_END = re.compile(r"[\s/]*+>")
_NAME = re.compile(r"\$\{\s{0,20}[A-Za-z_$][\w$]{0,60}\s{0,20}\}")
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_VERBS = ("get", "post", "put", "patch", "delete")


def read_page(path: str, content: bytes) -> Iterator[PageRequest]:
    """The requests of a page, in its order."""
    text = _filled(text_of(content))
    method = "GET"
    line, counted = 1, 0
    position = 0
    while found := _TAG.search(text, position):
        position = found.end()
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found[2]:
            method = "GET"
            continue
        given, position = _attributes(text, position)
        if given is None:
            continue
        tag = found[1].lower()
        if tag == "script":
            end = _SCRIPT_END.search(text, position)
            stop = end.start() if end else len(text)
            yield from requests_of(text[position:stop], path, line + text.count("\n", counted, position))
            position = stop
            continue
        if tag == "form":
            method = given.get("method", "").upper() or "GET"
            address = given.get("action") or given.get("th:action", "")
            if address and not _stays(address, given.get("onsubmit", "")):
                yield PageRequest(method, _plain(address), path, line)
        elif given.get("formaction"):
            yield PageRequest(given.get("formmethod", method).upper(), _plain(given["formaction"]), path, line)
        yield from _sent(given, path, line, text[found.start() : position])


def _stays(address: str, handler: str) -> bool:
    """Whether a form is sent nowhere: a script reads it."""
    return address.startswith(("#", "javascript:")) or handler.replace(" ", "").rstrip(";") in _SENDS_NOTHING


def _sent(given: Mapping[str, str], path: str, line: int, tag: str) -> Iterator[PageRequest]:
    """What the attributes of a tag send, at their lines: such tags go over many."""
    for verb in _VERBS:
        address = given.get(f"hx-{verb}") or given.get(f"data-hx-{verb}", "")
        if address:
            before = tag.lower().find(f"hx-{verb}")
            yield PageRequest(verb.upper(), _plain(address), path, line + tag.count("\n", 0, max(before, 0)))


def _attributes(text: str, position: int) -> tuple[dict[str, str] | None, int]:
    """The attributes of a tag and where they end, None for what does not end as a tag."""
    given: dict[str, str] = {}
    while found := _ATTRIBUTE.match(text, position):
        given.setdefault(found[1].lower(), found[2] or found[3] or found[4] or "")
        position = found.end()
    return (given if _END.match(text, position) else None), position


def _filled(text: str) -> str:
    """A page without comments, its template expressions replaced; lines stay where they are."""
    pieces: list[str] = []
    position = 0
    hopeless: set[str] = set()  # openings that nothing closes any more
    while found := _OPENING.search(text, position):
        pieces.append(text[position : found.start()])
        start, opening = found.start(), found[0]
        position = found.end()
        end = -1
        if opening not in hopeless:
            if opening == "{%" and "comment" not in hopeless and _DJANGO_COMMENT.match(text, start):
                closing = _DJANGO_END.search(text, position)
                end = closing.end() if closing else -1
                if closing is None:
                    hopeless.add("comment")
            if end < 0:
                closing_mark = _CLOSING.get(opening, _TAG_END)
                place = text.find(closing_mark, position)
                end = place + len(closing_mark) if place >= 0 else -1
        if end < 0:
            hopeless.add(opening)
            pieces.append(opening)
            continue
        pieces.append(_hole(text[start:end], opening))
        position = end
    return "".join([*pieces, text[position:]])


def _hole(expression: str, opening: str) -> str:
    """What stands for an expression: a hole, or the name of a route where it is one; with as many line ends."""
    ends = "\n" * expression.count("\n")
    if opening in ("<!--", "<#--", "{#", "<#", "</#"):
        return ends
    if opening.endswith(":url"):
        found = _LIBRARY_URL.match(expression)
        return (found[1] if found else "") + ends
    named = _NAMED.search(expression[:2_000])
    if named:
        return f"{ROUTE_NAME}{named[1] or named[2]}{ends}"
    if _NAME.fullmatch(expression):  # what a script is filled with is read there
        return expression
    return "{}" + ends if opening in _FILLED or expression.startswith("<%=") else ends


def _plain(address: str) -> str:
    """An address without the marks around it that some templates need."""
    address = address.strip()
    if address.startswith("@{"):
        address = address[2:].removesuffix("}").partition("(")[0]
    if len(address) > 1 and address[0] == address[-1] == "|":  # Thymeleaf's text with holes
        address = address[1:-1]
    return _NAME.sub("{}", address).replace("__{}__", "{}").strip()

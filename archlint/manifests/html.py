"""Requests that pages make by themselves: forms and `hx-` attributes of HTML and its templates in, PageRequests out."""

import re
from collections.abc import Iterator

from archlint.model.deployment import PageRequest

_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[^\s<>=\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*/?>|</(form)\s*>")
_ATTRIBUTE = re.compile(r"([^\s<>=\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_COMMENT = re.compile(r"<!--.*?-->|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\{.*?\}", re.DOTALL)
_VERBS = ("get", "post", "put", "patch", "delete")


def read_page(path: str, content: bytes) -> Iterator[PageRequest]:
    """The requests of a page, in its order."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), content.decode("utf-8", "replace"))
    text = _EXPRESSION.sub(_hole, text)
    method = "GET"
    for found in _TAG.finditer(text):
        if found[3]:
            method = "GET"
            continue
        tag = found[1].lower()
        line = text.count("\n", 0, found.start()) + 1
        given = {one[1].lower(): one[2] or one[3] or one[4] or "" for one in _ATTRIBUTE.finditer(found[2] or "")}
        if tag == "form":
            method = given.get("method", "get").upper() or "GET"
            address = given.get("action") or given.get("th:action", "")
            if address:
                yield PageRequest(method, _plain(address), path, line)
        elif "formaction" in given:
            yield PageRequest(given.get("formmethod", method).upper(), _plain(given["formaction"]), path, line)
        for verb in _VERBS:
            address = given.get(f"hx-{verb}") or given.get(f"data-hx-{verb}", "")
            if address:
                yield PageRequest(verb.upper(), _plain(address), path, line)


def _hole(found: re.Match[str]) -> str:
    """An expression of a template: a hole, with as many line ends; the name of a route where it is one."""
    named = re.search(r"url_for\(\s*['\"]([\w.]+)['\"]|url\s+['\"]([\w:.-]+)['\"]", found[0])
    ends = "\n" * found[0].count("\n")
    if named:
        return f"route:{named[1] or named[2]}{ends}"
    return "{}" + ends if found[0].startswith(("{{", "<%=", "${")) else ends


def _plain(address: str) -> str:
    thymeleaf = re.fullmatch(r"@\{([^}(]*)(?:\(.*)?\}?", address.strip())
    return (thymeleaf[1] if thymeleaf else address).strip()

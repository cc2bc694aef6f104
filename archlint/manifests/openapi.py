"""OpenAPI 2, 3.0, 3.1 and AsyncAPI 2, 3 documents in, the operations and channels that they promise out."""

import re
from collections.abc import Iterator

from archlint.manifests import json_tree
from archlint.manifests.openapi_json import promised
from archlint.manifests.reading import LONGEST, Problem
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Channel, ServedOperation

_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "query"})
_SIGN = re.compile(rb"""(?:^|[{,\s])["']?(?:openapi|swagger|asyncapi)["']?\s{0,20}:\s{0,20}["']?\d""")
_ALONE = re.compile(rb"""\n\s{0,4}["']?\w{5,10}["']?\s{0,20}:\s{0,20}["']?\d\.\d""")
_WORDS = (b"openapi", b"swagger", b"asyncapi")
_SERVER = re.compile(r"(?:[a-z][a-z0-9+.-]*+:)?//[^/]*+", re.IGNORECASE)


def is_contract(content: bytes) -> bool:
    """Whether a JSON or YAML file says that it is one of these documents: at its beginning, or on a line of its own where
    the names are in the order of the alphabet.
    """
    head = content[:4_000]
    if any(word in head for word in _WORDS) and _SIGN.search(head) is not None:
        return True
    return b"paths" in content and any(_ALONE.match(content, at) for word in _WORDS for at in _starts(content, word))


def _starts(content: bytes, word: bytes) -> Iterator[int]:
    """Where a word stands at the beginning of a line, or behind the two spaces of an entry of JSON."""
    for before in (b"\n", b'\n  "', b'\n\t"', b'\n    "'):
        at = content.find(before + word)
        if at >= 0:
            yield at


def read_contract(path: str, content: bytes) -> Iterator[ServedOperation | Channel | Problem]:
    """What a document promises. Raises Unreadable."""
    is_json = path.endswith(".json") or content.lstrip()[:1] == b"{"
    for document in [promised(content) or json_tree.document(content)] if is_json else documents(content):
        if document.get("asyncapi") is not None:
            yield from _channels(document, path)
        elif document.get("openapi") is not None or document.get("swagger") is not None:
            yield from _operations(document, path)


def _operations(document: Tree, path: str) -> Iterator[ServedOperation | Problem]:
    title, version = document.text("info", "title"), document.text("info", "version")
    base = document.text("basePath") or _base(document)
    for place, item in document.entries("paths").items():
        if len(base) + len(place) > LONGEST:
            yield Problem(path, item.line, f"a path with more than {LONGEST:,} characters is not read")
            continue
        start = _base(item) if item.get("servers") is not None else base
        whole = f"{start.rstrip('/')}/{place.lstrip('/')}"
        for method, operation in item.entries().items():
            if method.lower() in _METHODS:
                name = operation.text("operationId")
                yield ServedOperation(method.upper(), whole, name, path, operation.line, title, version)


def _base(document: Tree) -> str:
    """The path of the first server; its variables have their defaults."""
    servers = document.items("servers")
    if not servers:
        return ""
    url = servers[0].text("url")
    for name, variable in list(servers[0].entries("variables").items())[:20]:
        if len(url) <= LONGEST:
            url = url.replace("{" + name + "}", variable.text("default"))
    path = _SERVER.sub("", url, count=1) if "//" in url[:200] else url
    return path if path.startswith("/") else f"/{path}" if path and not path.startswith("{") else ""


def _channels(document: Tree, path: str) -> Iterator[Channel]:
    title = document.text("info", "title")
    channels = document.entries("channels")
    for name, channel in channels.items():
        # Version 2 speaks as its readers do, by its letter; documents are written from both points of view.
        for direction in ("subscribe", "publish"):
            operation = channel.get(direction)
            if operation is not None:
                yield Channel(name, "", path, operation.line, title, _bound(channel))
    for operation in document.entries("operations").values():
        reference = operation.text("channel", "$ref").rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        known = channels.get(reference)
        also = _bound(known) if known is not None else ()
        topic = (known.text("address") if known is not None else "") or (also or (reference,))[0]
        action = operation.text("action")
        if topic and action in ("send", "receive"):
            yield Channel(topic, "publish" if action == "send" else "subscribe", path, operation.line, title, also)


def _bound(channel: Tree) -> tuple[str, ...]:
    """The names by which brokers know a channel."""
    bindings = ("kafka", "topic"), ("amqp", "queue", "name"), ("amqp", "exchange", "name"), ("sqs", "queue", "name")
    names = (channel.text("bindings", *place) for place in (*bindings, ("sns", "name"), ("jms", "destination")))
    return tuple(name for name in names if name)

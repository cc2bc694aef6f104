"""OpenAPI 2, 3.0, 3.1 and AsyncAPI documents in, the operations and channels they promise out."""

import re
from collections.abc import Iterator

from archlint.manifests.yaml_tree import Tree, documents
from archlint.model.deployment import Channel, ServedOperation

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
_SIGN = re.compile(rb"""["']?(?:openapi|swagger|asyncapi)["']?\s*:\s*["']?\d""")
_SERVER = re.compile(r"(?:[a-z]+:)?//[^/]*")


def is_contract(content: bytes) -> bool:
    """Whether a JSON or YAML file says that it is one of these documents."""
    return _SIGN.search(content[:4_000]) is not None


def read_contract(path: str, content: bytes) -> Iterator[ServedOperation | Channel]:
    """What a document promises. JSON is read as YAML, which has lines. Raises Unreadable."""
    for document in documents(content):
        title, version = document.text("info", "title"), document.text("info", "version")
        if document.get("asyncapi") is not None:
            yield from _channels(document, path, title)
            continue
        base = document.text("basePath") or _base(document)
        for place, item in document.entries("paths").items():
            for method, operation in item.entries().items():
                if method in _METHODS:
                    whole = f"{base.rstrip('/')}/{place.lstrip('/')}"
                    yield ServedOperation(
                        method.upper(), whole, operation.text("operationId"), path, operation.line, title, version
                    )


def _base(document: Tree) -> str:
    """The path of the first server; its variables have their defaults."""
    servers = document.items("servers")
    if not servers:
        return ""
    url = servers[0].text("url")
    for name, variable in servers[0].entries("variables").items():
        url = url.replace("{" + name + "}", variable.text("default"))
    return _SERVER.sub("", url, count=1)


def _channels(document: Tree, path: str, title: str) -> Iterator[Channel]:
    channels = document.entries("channels")
    for name, channel in channels.items():
        # Version 2 speaks as its readers do: what they may subscribe to, the application publishes.
        for direction, other in (("subscribe", "publish"), ("publish", "subscribe")):
            if channel.get(direction) is not None:
                yield Channel(name, other, path, channel.line, title)
    for operation in document.entries("operations").values():
        reference = operation.text("channel", "$ref").rpartition("/")[2]
        known = channels.get(reference)
        topic = known.text("address") or reference if known is not None else reference
        action = operation.text("action")
        if topic and action in ("send", "receive"):
            yield Channel(topic, "publish" if action == "send" else "subscribe", path, operation.line, title)

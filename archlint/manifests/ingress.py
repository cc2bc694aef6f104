"""What lets requests into a cluster: Ingresses of Kubernetes in, Proxies out."""

import re
from collections.abc import Iterator, Sequence

from archlint.manifests.kubernetes import Object
from archlint.manifests.reading import segments_of
from archlint.manifests.tree import Tree
from archlint.model.deployment import Proxy

_REWRITES = ("nginx.ingress.kubernetes.io/rewrite-target", "ingress.kubernetes.io/rewrite-target")
_SPECIAL = re.compile(r"[(\[.*+?$|\\]")
_GROUP = re.compile(r"\$\d")


def ingresses(objects: Sequence[Object]) -> Iterator[Proxy]:
    """The paths that Ingresses pass on."""
    for one in objects:
        if one.kind != "Ingress":
            continue
        annotations = one.tree.entries("metadata", "annotations")
        rewrite = next((annotations[key].value for key in _REWRITES if key in annotations), "")
        target = rewrite if isinstance(rewrite, str) else ""
        for rule in one.tree.items("spec", "rules"):
            for path in rule.items("http", "paths"):
                yield from _passed(one.file, path, target)
        for key in ("defaultBackend", "backend"):
            service = _service(one.tree, "spec", key)
            default = one.tree.get("spec", key)
            if service and default is not None:
                yield Proxy("/**", f"http://{service}", one.file, default.line, origin="ingress")


def _passed(file: str, path: Tree, rewrite: str) -> Iterator[Proxy]:
    service = _service(path, "backend")
    if not service:
        return
    written = path.text("path") or "/"
    special = _SPECIAL.search(written)
    parts = segments_of(written[: special.start()] if special else written)
    is_exact = path.text("pathType") == "Exact" and not special
    pattern = "/" + "/".join(parts if is_exact else [*parts, "**"])
    strip = len(parts) if rewrite else 0
    prefix = "".join(f"/{part}" for part in segments_of(_GROUP.split(rewrite)[0]))
    yield Proxy(pattern, f"http://{service}", file, path.line, (), strip, prefix, origin="ingress")


def _service(tree: Tree, *keys: str) -> str:
    """The Service behind a backend, with its port where that is a number."""
    name = tree.text(*keys, "service", "name") or tree.text(*keys, "serviceName")
    port = tree.text(*keys, "service", "port", "number") or tree.text(*keys, "servicePort")
    return f"{name}:{port}" if name and port.isdigit() else name

"""What lets requests into a cluster: Ingresses of Kubernetes, HTTPRoutes and Istio's VirtualServices in, Proxies out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from archlint.manifests.kubernetes import Object
from archlint.manifests.reading import segments_of
from archlint.manifests.tree import Tree
from archlint.model.deployment import Proxy, Setting

_REWRITES = ("nginx.ingress.kubernetes.io/rewrite-target", "ingress.kubernetes.io/rewrite-target")
_SPECIAL = re.compile(r"[(\[.*+?$|\\]")
_GROUP = re.compile(r"\$\d")


def ingresses(objects: Sequence[Object]) -> Iterator[Proxy | Setting]:
    """The paths that Ingresses pass on, and from which origins pages may read what is answered."""
    for one in objects:
        if one.kind == "HTTPRoute":
            yield from _routes(one)
        elif one.kind == "VirtualService":
            yield from _virtual(one)
            yield from _let_in(one)
        if one.kind != "Ingress":
            continue
        annotations = one.tree.entries("metadata", "annotations")
        rewrite = next((annotations[key].value for key in _REWRITES if key in annotations), "")
        target = rewrite if isinstance(rewrite, str) else ""
        yield from _origins(one.file, annotations)
        for rule in one.tree.items("spec", "rules"):
            for path in rule.items("http", "paths"):
                yield from _passed(one.file, path, target)
        for key in ("defaultBackend", "backend"):
            service = _service(one.tree, "spec", key)
            default = one.tree.get("spec", key)
            if service and default is not None:
                yield Proxy("/**", f"http://{service}", one.file, default.line, origin="ingress")


def _origins(file: str, annotations: Mapping[str, Tree]) -> Iterator[Setting]:
    """What an Ingress of nginx says: where it does not say which origins, all of them are let in."""
    switched, said = (
        annotations.get(f"nginx.ingress.kubernetes.io/{name}") for name in ("enable-cors", "cors-allow-origin")
    )
    if switched is not None and str(switched.value).lower() == "true":
        place = said if said is not None else switched
        yield Setting("cors-allow-origin", str(said.value) if said is not None else "*", file, place.line)


def _let_in(one: Object) -> Iterator[Setting]:
    """The origins that a VirtualService of Istio lets in: texts, or `exact`, `prefix` and `regex` of them."""
    for rule in one.tree.items("spec", "http"):
        for key in ("allowOrigins", "allowOrigin"):
            for origin in rule.items("corsPolicy", key):
                said = origin.value if isinstance(origin.value, str) else origin.text("exact") or origin.text("regex")
                yield Setting("cors-allow-origin", said, one.file, origin.line)


def _routes(one: Object) -> Iterator[Proxy]:
    """The paths that an HTTPRoute of the Gateway API passes on."""
    for rule in one.tree.items("spec", "rules"):
        replaced = [_replacement(each) for each in rule.items("filters")]
        rewrite = next((each for each in replaced if each is not None), None)
        for backend in rule.items("backendRefs"):
            target = _host(backend.text("name"), backend.text("port"))
            for match in rule.items("matches") or [rule]:
                path = match.text("path", "value") or "/"
                is_exact = match.text("path", "type") == "Exact"
                yield from _one(one.file, match.line, path, target, rewrite, is_exact=is_exact)


def _virtual(one: Object) -> Iterator[Proxy]:
    """The paths that a VirtualService of Istio passes on."""
    for rule in one.tree.items("spec", "http"):
        rewrite = rule.text("rewrite", "uri") or None
        for route in rule.items("route"):
            target = _host(route.text("destination", "host"), route.text("destination", "port", "number"))
            for match in rule.items("match") or [rule]:
                exact = match.text("uri", "exact")
                path = exact or match.text("uri", "prefix") or match.text("uri", "regex") or "/"
                yield from _one(one.file, match.line, path, target, rewrite, is_exact=bool(exact))


def _replacement(one: Tree) -> str | None:
    """What takes the place of the path that was matched, None where it stays."""
    path = one.get("urlRewrite", "path")
    if path is None:
        return None
    return path.text("replacePrefixMatch") or path.text("replaceFullPath")


def _one(  # noqa: PLR0913 - what a proxy is made of
    file: str, line: int, path: str, target: str, rewrite: str | None, *, is_exact: bool
) -> Iterator[Proxy]:
    if not target:
        return
    special = _SPECIAL.search(path)
    parts = segments_of(path[: special.start()] if special else path)
    pattern = "/" + "/".join(parts if is_exact and not special else [*parts, "**"])
    prefix = "".join(f"/{part}" for part in segments_of(rewrite or ""))
    strip = len(parts) if rewrite is not None else 0
    yield Proxy(pattern, f"http://{target}", file, line, (), strip, prefix, origin="ingress")


def _host(name: str, port: str) -> str:
    return f"{name}:{port}" if name and port.isdigit() else name


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

"""Envoy: its configuration in, the Proxies out by which it passes requests on to its clusters."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.manifests.reading import segments_of
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Proxy

_HOSTS = "virtual_hosts"
_MOST = 50_000
"""Values that are looked through for hosts: they lie deep in listeners, filters and their configurations."""


class _Cluster(NamedTuple):
    """Whom requests go to."""

    name: str
    address: str


def is_envoy(content: bytes) -> bool:
    """Whether a YAML file configures Envoy."""
    return b"virtual_hosts:" in content and b"cluster" in content


def read_envoy(path: str, content: bytes) -> Iterator[Proxy]:
    """The paths that are passed on; answers and redirections of its own are none. Raises Unreadable."""
    for document in documents(content):
        clusters = {one.name: one.address for one in _clusters(document)}
        for host in _hosts(document):
            for route in host.items("routes"):
                yield from _passed(route, clusters, path)


def _hosts(document: Tree) -> Iterator[Tree]:
    pending, left = [document], _MOST
    while pending and left:
        left -= 1
        one = pending.pop()
        if isinstance(one.value, dict):
            yield from one.items(_HOSTS)
            pending += [
                inner for key, inner in one.value.items() if key != _HOSTS and not isinstance(inner.value, str)
            ][::-1]
        elif isinstance(one.value, list):
            pending += one.value[::-1]


def _clusters(document: Tree) -> Iterator[_Cluster]:
    for one in (*document.items("static_resources", "clusters"), *document.items("clusters")):
        for endpoints in one.items("load_assignment", "endpoints"):
            for endpoint in endpoints.items("lb_endpoints")[:1]:
                address = endpoint.get("endpoint", "address", "socket_address")
                if address is not None:
                    yield _Cluster(one.text("name"), _written(address))
        for address in one.items("hosts")[:1]:
            inner = address.get("socket_address")
            if inner is not None:
                yield _Cluster(one.text("name"), _written(inner))


def _written(address: Tree) -> str:
    port = address.text("port_value")
    return f"http://{address.text('address')}{f':{port}' if port else ''}"


def _passed(route: Tree, clusters: dict[str, str], file: str) -> Iterator[Proxy]:
    names = [route.text("route", "cluster")]
    names += [one.text("name") for one in route.items("route", "weighted_clusters", "clusters")]
    exact = route.text("match", "path")
    start = exact or route.text("match", "prefix") or route.text("match", "path_separated_prefix")
    if not start:
        return
    parts = segments_of(start)
    replaced = route.text("route", "prefix_rewrite")
    written = "/" + "/".join(parts)
    for name in filter(None, names):
        target = clusters.get(name) or f"http://{name}"
        whole = written if exact else f"{written.rstrip('/')}/**"
        strip = len(parts) if replaced else 0
        yield Proxy(whole, target, file, route.line, strip=strip, prefix=replaced.rstrip("/"))

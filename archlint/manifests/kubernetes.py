"""Kubernetes manifests and Helm templates in, Deployables out: workloads with the Services that reach them."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import join, normpath
from typing import NamedTuple

from archlint.manifests.dotenv import read_dotenv
from archlint.manifests.helm import rendered, values_near
from archlint.manifests.reading import MOST, Unreadable, text_of
from archlint.manifests.tree import Tree
from archlint.manifests.yaml_tree import documents
from archlint.model.deployment import Deployable, Variable
from archlint.model.paths import in_common

_WORKLOADS = frozenset(
    {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet", "DeploymentConfig", "Rollout"}
)
_REFERENCES = (("ConfigMap", "configMap"), ("Secret", "secret"))
_LONGEST_SECRET = 4_000
_TEMPLATES = (("spec", "template"), ("spec", "jobTemplate", "spec", "template"), ())


class Object(NamedTuple):
    """One object of a manifest."""

    kind: str
    name: str
    file: str
    tree: Tree


_OBJECT = re.compile(
    rb"^kind:[ \t]*[\"']?(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|ReplicaSet|ReplicationController|Service|"
    rb"ConfigMap|Secret|Ingress|HTTPRoute|VirtualService|List|DeploymentConfig|Rollout|\{\{)",
    re.MULTILINE,
)
"""The kinds that say what runs and how it is reached."""


def is_manifest(content: bytes) -> bool:
    """Whether a YAML file may hold objects."""
    return b"apiVersion:" in content and _OBJECT.search(content) is not None


def is_among(path: str, content: bytes) -> bool:
    """Whether a file holds objects, or says which are made."""
    return path.endswith((".yml", ".yaml")) and (_is_kustomization(path) or is_manifest(content))


def _is_kustomization(path: str) -> bool:
    return path.rpartition("/")[2] in ("kustomization.yaml", "kustomization.yml")


def read_objects(
    path: str, content: bytes, charts: Mapping[str, Tree], find: Callable[[str], bytes | None] = lambda _: None
) -> list[Object]:
    """The objects of a file; `charts` are the default values of Helm charts by folder, `find` gives files of variables.
    Raises Unreadable.
    """
    if _is_kustomization(path):
        return _made(path, content, find)
    if b"{{" not in content:
        return [one for tree in documents(content) for one in _objects(path, tree)]
    try:
        found = documents(rendered(path, text_of(content), values_near(path, charts)).encode())
    except Unreadable as error:
        raise Unreadable(f"with its template expressions left out it is {error}", error.line) from None
    return [one for tree in found for one in _objects(path, tree)]


def _made(path: str, content: bytes, find: Callable[[str], bytes | None]) -> list[Object]:
    """The ConfigMaps and Secrets that a kustomization makes, of texts and of files of variables. Raises Unreadable."""
    found = []
    for tree in documents(content):
        for key, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
            for one in tree.items(key):
                data = {name: Tree(value, line) for name, value, line in _generated(path, one, find)}
                made = Tree({"data" if kind == "ConfigMap" else "stringData": Tree(data, one.line)}, one.line)
                found.append(Object(kind, one.text("name"), path, made))
    return found


def _generated(path: str, one: Tree, find: Callable[[str], bytes | None]) -> Iterator[tuple[str, str, int]]:
    for file in (*one.texts("envs"), *one.texts("env")):
        place = normpath(join(path.rpartition("/")[0], file))
        content = find(place)
        for setting in read_dotenv(place, content) if content is not None else ():
            yield setting.key, setting.value, one.line
    for literal in one.items("literals"):
        if isinstance(literal.value, str):
            name, _, value = literal.value.partition("=")
            yield name, value.strip("\"'"), literal.line


def _objects(path: str, document: Tree) -> Iterator[Object]:
    trees = document.items("items") if document.text("kind") == "List" else [document]
    for tree in trees:
        if tree.text("kind"):
            yield Object(tree.text("kind"), tree.text("metadata", "name"), path, tree)


def deployables(objects: Sequence[Object]) -> Iterator[Deployable]:
    """The workloads among some objects; their hosts are the names of the Services that select them. Raises Unreadable."""
    configs = _Configs(objects)
    services = _Services(objects)
    left = MOST
    for one in objects:
        if one.kind not in _WORKLOADS:
            continue
        labels, containers = _pod(one.tree)
        container = _main(one.name, containers)
        if container is None:
            continue
        environment = tuple(_environment(container, one.file, configs))
        left -= len(environment)
        if left < 0:
            raise Unreadable(f"{one.file}: all workloads together have more than {MOST:,} variables", one.tree.line)
        yield Deployable(
            name=one.name,
            origin="kubernetes",
            file=one.file,
            line=one.tree.line,
            hosts=tuple(dict.fromkeys((*services.hosts(labels), one.name))),
            image=container.text("image"),
            ports=(*services.node_ports(labels), *(port.text("containerPort") for port in container.items("ports"))),
            environment=environment,
            command=" ".join([*container.texts("command"), *container.texts("args")]),
        )


def _main(name: str, containers: Sequence[Tree]) -> Tree | None:
    """The container that answers for a workload: the one with its name, else the first; the others are at its side."""
    return next((one for one in containers if one.text("name") == name), containers[0] if containers else None)


def _pod(tree: Tree) -> tuple[dict[str, str], list[Tree]]:
    """The labels and the containers of a workload."""
    for place in _TEMPLATES:
        template = tree.get(*place)
        containers = template.items("spec", "containers") if template is not None else []
        if containers and template is not None:
            return {key: value.value for key, value in template.entries("metadata", "labels").items()
                    if isinstance(value.value, str)}, containers  # fmt: skip
    return {}, []


class _Services:
    """The Services of all files by one of the labels that they select."""

    def __init__(self, objects: Sequence[Object]) -> None:
        self._by_label: dict[tuple[str, str], list[tuple[Object, Mapping[str, Tree]]]] = {}
        for one in objects:
            selector = one.tree.entries("spec", "selector")
            if one.kind == "Service" and selector and one.name:
                key, value = min((key, str(value.value)) for key, value in selector.items())
                self._by_label.setdefault((key, value), []).append((one, selector))

    def hosts(self, labels: Mapping[str, str]) -> list[str]:
        """The names of the Services that select a pod with some labels."""
        return [one.name for one in self._selecting(labels)]

    def node_ports(self, labels: Mapping[str, str]) -> list[str]:
        """The ports of the machines by which these are reached from outside, as `outside:inside`."""
        ports = [port for one in self._selecting(labels) for port in one.tree.items("spec", "ports")]
        return [f"{one.text('nodePort')}:{one.text('port')}" for one in ports if one.text("nodePort")]

    def _selecting(self, labels: Mapping[str, str]) -> list[Object]:
        found = (one for label in labels.items() for one in self._by_label.get(label, ()))
        return [
            one for one, selector in found if all(labels.get(key) == value.value for key, value in selector.items())
        ]


class _Configs:
    """The ConfigMaps of all files: variants of one system use the same names, so the nearest one counts."""

    def __init__(self, objects: Sequence[Object]) -> None:
        self._by_name: dict[tuple[str, str], list[Object]] = {}
        self._known: dict[tuple[str, str, str], Object | None] = {}
        for one in objects:
            if one.kind in ("ConfigMap", "Secret"):
                self._by_name.setdefault((one.kind, one.name), []).append(one)

    def near(self, kind: str, name: str, file: str) -> Object | None:
        """The object of a kind with a name that lies nearest to a file."""
        if (kind, name, file) not in self._known:
            among = self._by_name.get((kind, name), ())
            self._known[kind, name, file] = max(among, key=lambda one: in_common(one.file, file), default=None)
        return self._known[kind, name, file]


def _data(one: Object) -> dict[str, Tree]:
    """What an object hands on: all texts of a ConfigMap; of a Secret the addresses, for the rest says nothing of others."""
    if one.kind == "ConfigMap":
        return {name: value for name, value in one.tree.entries("data").items() if isinstance(value.value, str)}
    given = {
        **{name: _decoded(value) for name, value in one.tree.entries("data").items()},
        **one.tree.entries("stringData"),
    }
    return {name: value for name, value in given.items() if isinstance(value.value, str) and "://" in value.value}


def _decoded(value: Tree) -> Tree:
    """A text that is written in base 64, "" where it is none."""
    written = value.value if isinstance(value.value, str) else ""
    try:
        return Tree(b64decode(written[:_LONGEST_SECRET], validate=True).decode(), value.line)
    except ValueError:
        return Tree("", value.line)


def _environment(container: Tree, file: str, configs: _Configs) -> Iterator[Variable]:
    found: dict[str, Variable] = {}
    for source in container.items("envFrom"):
        start = source.text("prefix")[:200]
        for kind, ref in _REFERENCES:
            config = configs.near(kind, source.text(f"{ref}Ref", "name"), file)
            for name, value in _data(config).items() if config is not None else ():
                found[start + name] = Variable(
                    start + name, str(value.value), config.file if config else "", value.line
                )
    for one in container.items("env"):
        name, written = one.text("name"), one.get("value")
        if written is not None and isinstance(written.value, str):
            found[name] = Variable(name, written.value, file, one.line)
            continue
        for kind, ref in _REFERENCES:
            config = configs.near(kind, one.text("valueFrom", f"{ref}KeyRef", "name"), file)
            known = _data(config).get(one.text("valueFrom", f"{ref}KeyRef", "key")) if config is not None else None
            if config is not None and known is not None:
                found[name] = Variable(name, str(known.value), config.file, known.line)
    yield from found.values()

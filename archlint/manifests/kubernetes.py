"""Kubernetes manifests and Helm templates in, Deployables and Proxies out: workloads with the Services that reach them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.manifests.yaml_tree import Tree, Unreadable, documents, untemplated
from archlint.model.deployment import Deployable, Proxy, Variable

_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet", "DeploymentConfig", "Rollout")


class Object(NamedTuple):
    """One object of a manifest."""

    kind: str
    name: str
    file: str
    tree: Tree


def read_objects(path: str, content: bytes) -> list[Object]:
    """The objects of a file, [] where it is no manifest. Raises Unreadable."""
    if b"kind:" not in content or b"apiVersion:" not in content:
        return []
    try:
        found = documents(untemplated(content) if b"{{" in content else content)
    except Unreadable:
        if b"{{" in content:
            return []
        raise
    objects = []
    for document in found:
        trees = document.items("items") if document.text("kind") == "List" else [document]
        for tree in trees:
            if tree.text("kind"):
                objects.append(Object(tree.text("kind"), tree.text("metadata", "name"), path, tree))
    return objects


def deployables(objects: Sequence[Object]) -> Iterator[Deployable]:
    """The workloads among some objects; their hosts are the names of the Services that select them."""
    configs = [one for one in objects if one.kind == "ConfigMap"]
    services = [one for one in objects if one.kind == "Service"]
    for one in objects:
        if one.kind not in _WORKLOADS:
            continue
        pod = _pod(one.tree)
        configured = _nearest(configs, one.file)
        labels = {key: value.value for key, value in pod[0].items()}
        hosts = [service.name for service in services if _selects(service.tree, labels)]
        for index, container in enumerate(pod[1]):
            if index:
                continue  # side cars do not answer for the workload
            yield Deployable(
                name=one.name,
                origin="kubernetes",
                file=one.file,
                line=one.tree.line,
                hosts=tuple(dict.fromkeys((*hosts, one.name))),
                image=container.text("image"),
                ports=tuple(port.text("containerPort") for port in container.items("ports")),
                environment=tuple(_environment(container, one.file, configured)),
                command=" ".join(part.value for part in container.items("command") if isinstance(part.value, str)),
            )


def _nearest(configs: Sequence[Object], file: str) -> dict[str, Object]:
    """By name the ConfigMap that lies nearest to a file: variants of one system use the same names."""
    found: dict[str, Object] = {}
    for config in sorted(configs, key=lambda one: (_shared(one.file, file), one.file)):
        found[config.name] = config
    return found


def _shared(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first.split("/"), second.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count


def ingresses(objects: Sequence[Object]) -> Iterator[Proxy]:
    """The paths that Ingresses pass on."""
    for one in objects:
        if one.kind != "Ingress":
            continue
        target = one.tree.text("metadata", "annotations", "nginx.ingress.kubernetes.io/rewrite-target")
        for rule in one.tree.items("spec", "rules"):
            for path in rule.items("http", "paths"):
                service = path.text("backend", "service", "name") or path.text("backend", "serviceName")
                written = path.text("path") or "/"
                plain = written.partition("(")[0].rstrip("/") or "/"
                strip = len([part for part in plain.split("/") if part]) if target else 0
                if service:
                    yield Proxy(f"{plain.rstrip('/*')}/**", f"http://{service}", one.file, path.line, strip=strip, origin="ingress")


def _pod(tree: Tree) -> tuple[Mapping[str, Tree], list[Tree]]:
    """The labels and the containers of a workload."""
    for place in (("spec", "template"), ("spec", "jobTemplate", "spec", "template"), ()):
        template = tree.get(*place) if place else tree
        containers = template.items("spec", "containers") if template is not None else []
        if containers and template is not None:
            return template.entries("metadata", "labels"), containers
    return {}, []


def _selects(service: Tree, labels: Mapping[str, object]) -> bool:
    wanted = service.entries("spec", "selector")
    return bool(wanted) and all(labels.get(key) == value.value for key, value in wanted.items())


def _environment(container: Tree, file: str, configured: Mapping[str, Object]) -> Iterator[Variable]:
    for source in container.items("envFrom"):
        config = configured.get(source.text("configMapRef", "name"))
        for name, value in config.tree.entries("data").items() if config is not None else ():
            if config is not None and isinstance(value.value, str):
                yield Variable(name, value.value, config.file, value.line)
    for one in container.items("env"):
        name, value = one.text("name"), one.get("value")
        if value is not None and isinstance(value.value, str):
            yield Variable(name, value.value, file, value.line)
            continue
        config = configured.get(one.text("valueFrom", "configMapKeyRef", "name"))
        key = one.text("valueFrom", "configMapKeyRef", "key")
        found = config.tree.get("data", key) if config is not None else None
        if config is not None and found is not None and isinstance(found.value, str):
            yield Variable(name, found.value, config.file, found.line)

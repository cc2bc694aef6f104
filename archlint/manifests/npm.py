"""`package.json` and proxies of development servers in, Deployables and Proxies out."""

from collections.abc import Iterator

from archlint.manifests.json_tree import document
from archlint.manifests.reading import Problem, folder_of, name_of, segments_of
from archlint.manifests.tree import Tree
from archlint.model.deployment import Deployable, Proxy
from archlint.model.paths import is_application_of_workspace


def read_package(path: str, content: bytes) -> Iterator[Deployable | Proxy]:
    """What a `package.json` builds, and the proxy of its development server. Raises Unreadable."""
    table = document(content)
    folder = folder_of(path)
    name = table.get("name")
    libraries = {**table.entries("devDependencies"), **table.entries("dependencies")}
    yield Deployable(
        name=table.text("name") or name_of(folder),
        origin="npm",
        file=path,
        line=name.line if name is not None else 1,
        folder=folder,
        libraries=tuple(dict.fromkeys((*table.entries("dependencies"), *libraries))),
        library_lines=tuple(libraries[one].line for one in dict.fromkeys((*table.entries("dependencies"), *libraries))),
        command=table.text("scripts", "start"),
    )
    proxy = table.get("proxy")
    if proxy is not None and isinstance(proxy.value, str) and proxy.value:
        yield Proxy("/**", proxy.value, path, proxy.line, folder=folder)
    elif proxy is not None:
        yield from (one for one in _rules(proxy, path) if isinstance(one, Proxy))


def read_workspace_application(path: str, _content: bytes) -> Iterator[Deployable]:
    """An application of a workspace, whose libraries the package.json above it declares for all."""
    if is_application_of_workspace(path):
        yield Deployable(name_of(folder_of(path)), "npm", path, 1, folder=folder_of(path))


def read_development_proxy(path: str, content: bytes) -> Iterator[Proxy | Problem]:
    """The proxies of a development server (`proxy.conf.json`). Raises Unreadable."""
    yield from _rules(document(content), path)


def _rules(tree: Tree, path: str) -> Iterator[Proxy | Problem]:
    rules = [(one.texts("context"), one) for one in tree.items()] if isinstance(tree.value, list) else [
        ([place], one) for place, one in tree.entries().items()
    ]  # fmt: skip
    for places, rule in rules:
        target = rule.text("target") or (rule.value if isinstance(rule.value, str) else "")
        if not target:
            yield Problem(path, rule.line, "this proxy has no target; give it one")
            continue
        for place in places:
            yield _proxy(place, target, rule, path)


def _proxy(place: str, target: str, rule: Tree, path: str) -> Proxy:
    parts = [part for part in segments_of(place.lstrip("^")) if part not in ("*", "**")]
    strip, prefix, rewrite = 0, "", tuple[str, ...]()
    for old, new in list(rule.entries("pathRewrite").items())[:1]:
        replacement = new.value if isinstance(new.value, str) else ""
        taken = segments_of(old.lstrip("^").rstrip("$"))
        if old.lstrip("^").startswith("/") and taken == parts[: len(taken)]:
            strip, prefix = len(taken), "".join(f"/{part}" for part in segments_of(replacement))
        else:
            rewrite = (old, replacement)
    return Proxy("/" + "/".join([*parts, "**"]), target, path, rule.line, (), strip, prefix, rewrite)

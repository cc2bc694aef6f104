"""Which packages of a project see each other by name: packages and pnpm-workspace.yaml in, names per package out."""

import re
from collections.abc import Mapping

from archlint.languages.typescript.file_index import join
from archlint.languages.typescript.package_json import Package
from archlint.languages.typescript.platform import platform
from archlint.model.layout import Layout
from archlint.model.patterns import PatternError, PatternSet

_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")


class Workspaces:
    """`visible` maps the folder of each package to the packages of its workspace: name -> folder."""

    def __init__(self, layout: Layout, packages: Mapping[str, Package]) -> None:
        self.notes: list[str] = []
        self.visible: dict[str, Mapping[str, str]] = {}
        for root, globs in sorted(self._globs(layout, packages).items(), key=lambda item: (-len(item[0]), item[0])):
            # Innermost workspace first: a package belongs to the nearest one that lists it.
            members = self._members(root, globs, packages)
            names: dict[str, str] = {}
            for folder in members:
                name = packages[folder].name
                if name and names.setdefault(name, folder) != folder:
                    self.notes.append(f"{_manifest(folder)}: the name {name!r} is taken by {_manifest(names[name])}")
            for folder in members:
                self.visible.setdefault(folder, names)

    def _globs(self, layout: Layout, packages: Mapping[str, Package]) -> dict[str, tuple[str, ...]]:
        globs = {folder: package.workspaces for folder, package in packages.items() if package.workspaces is not None}
        for path in sorted(layout.manifests):
            folder, _, name = path.rpartition("/")
            if name == "pnpm-workspace.yaml":
                listed, note = read_pnpm(layout.manifests[path])
                globs[folder] = (*globs.get(folder, ()), *listed)
                if note:
                    self.notes.append(f"{path}:{note}")
        for path in layout.assets:
            folder, _, name = path.rpartition("/")
            if name in platform().monorepo_markers:
                globs.setdefault(folder, ("**",))
        return globs

    def _members(self, root: str, globs: tuple[str, ...], packages: Mapping[str, Package]) -> list[str]:
        patterns = []
        for glob in globs:
            sign, text = ("!", glob[1:]) if glob.startswith("!") else ("", glob)
            text = text.removeprefix("./").strip("/")
            pattern = f"{sign}{text}/package.json" if text not in ("", ".") else f"{sign}package.json"
            try:
                PatternSet([pattern])
                patterns.append(pattern)
            except PatternError as error:
                self.notes.append(f"{_manifest(root)}: workspace {glob!r} is left out: {error}")
        chosen = PatternSet(patterns)
        start = len(root) + 1 if root else 0
        return [
            folder
            for folder in sorted(packages)
            if folder == root
            or ((not root or folder.startswith(root + "/")) and chosen.matches(f"{folder[start:]}/package.json"))
        ]

    def linked(self, package: Package, name: str) -> str | None:
        """The folder of the package that `name` stands for in another: by the name itself, by a version that points to
        a folder (`file:../ui`) or by one that names another package (`workspace:@acme/ui@*`).
        """
        visible = self.visible.get(package.folder, {})
        scheme, colon, written = package.declared.get(name, "").partition(":")
        if colon and (scheme in ("file", "link", "portal") or written.startswith((".", "/"))):
            return join(package.folder, written)
        if scheme in ("workspace", "npm"):
            named = written[:1] + written[1:].partition("@")[0]
            return visible.get(named) or visible.get(name)
        return visible.get(name)


def read_pnpm(data: bytes) -> tuple[tuple[str, ...], str]:
    """The globs under `packages:` of a pnpm-workspace.yaml, and a note `line: reason` when a line cannot be read.

    Reads a list of plain or quoted strings, in block or one-line form; anything else in the file is passed over.
    """
    globs: list[str] = []
    inside = False
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        text = _without_comment(line)
        if not text.strip():
            continue
        key = _KEY.match(text)
        if key is not None:
            inside = key[1] == "packages"
            value = (key[2] or "").strip()
            if inside and value:
                if not (value.startswith("[") and value.endswith("]")):
                    return tuple(globs), f"{number}: cannot read this list of packages; write one `- folder` per line"
                globs += (item for part in value[1:-1].split(",") if (item := _unquoted(part)))
        elif inside and (item_match := _ITEM.match(text)):
            globs.append(_unquoted(item_match[1]))
        elif inside:
            return tuple(globs), f"{number}: cannot read this list of packages; write one `- folder` per line"
    return tuple(glob for glob in globs if glob), ""


def _without_comment(line: str) -> str:
    quote = ""
    for position, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "#" and (position == 0 or line[position - 1] in " \t"):
            return line[:position].rstrip()
    return line.rstrip()


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" else text


def _manifest(folder: str) -> str:
    return f"{folder}/package.json" if folder else "package.json"

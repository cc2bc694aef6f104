"""The files that configure tsc: manifests in, what each says together with what it inherits by `extends` out."""

from collections.abc import Iterable, Mapping

from archlint.languages.typescript.file_index import join
from archlint.languages.typescript.jsonc import JsoncError, loads
from archlint.languages.typescript.package_json import Package, package_name
from archlint.model.layout import Layout

_OPTIONS = ("baseUrl", "paths", "rootDirs")
_INHERITED = ("files", "include", "exclude")
Settings = Mapping[str, tuple[object, str]]
"""A key's value and the folder of the file that says it."""


_SHARED_FOLDERS = ("tsconfig", "typescript-config")
"""Parts of the names of folders in which workspaces keep what their configurations extend, under any name."""


class Inherited:
    """All tsconfig*.json and jsconfig*.json of a project (`paths`), and what is to be said about them (`notes`)."""

    def __init__(self, layout: Layout, packages: Iterable[Package]) -> None:
        self.notes: list[str] = []
        self._layout = layout
        self._names = {package.name: package.folder for package in packages if package.name}
        self._contents = self._read()
        self._unread: dict[str, str] = {}
        self._extended = {path: tuple(self._parents(path)) for path in self._contents}
        self._merged: dict[str, Settings] = {}
        rule = "only tsconfig*.json, jsconfig*.json and what lies in folders called tsconfig or typescript-config are read; "
        rule += "aliases declared in it are not known"
        self.notes += (f"{path}: {known} is extended here, but {rule}" for known, path in self._unread.items())

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._contents)

    def references(self, path: str) -> object:
        """The `references` of a file as written; they are not inherited."""
        return self._contents[path].get("references")

    def _read(self) -> dict[str, Mapping[str, object]]:
        contents: dict[str, Mapping[str, object]] = {}
        for path in sorted(self._layout.manifests):
            folder, _, name = path.rpartition("/")
            is_shared = any(word in folder.rpartition("/")[2] for word in _SHARED_FOLDERS) and name != "package.json"
            if not ((is_shared or name.startswith(("tsconfig", "jsconfig"))) and name.endswith(".json")):
                continue
            try:
                value = loads(self._layout.manifests[path])
            except JsoncError as error:
                self.notes.append(f"{path}:{error.line}: not valid JSON ({error.reason}); its aliases are not known")
                continue
            if isinstance(value, dict):
                contents[path] = value
            else:
                self.notes.append(f"{path}:1: not a JSON object; its aliases are not known")
        return contents

    def settings(self, path: str) -> Settings:
        """What a file says and inherits, by key. A stack instead of recursion: chains of `extends` may be of any length."""
        stack, open_ = [path], {path}
        while stack:
            current = stack[-1]
            if current in self._merged:
                open_.discard(stack.pop())
                continue
            parents = self._extended[current]
            waiting = next((parent for parent in parents if parent not in self._merged and parent not in open_), None)
            if waiting is not None:
                stack.append(waiting)
                open_.add(waiting)
                continue
            merged: dict[str, tuple[object, str]] = {}
            for parent in parents:
                if parent in self._merged:
                    merged.update(self._merged[parent])
                else:
                    self.notes.append(f"{current}: extends goes round in a circle by way of {parent}")
            merged.update(self._own(current))
            self._merged[current] = merged
        return self._merged[path]

    def _own(self, path: str) -> dict[str, tuple[object, str]]:
        content, folder = self._contents[path], path.rpartition("/")[0]
        options = content.get("compilerOptions")
        own = {key: (content[key], folder) for key in _INHERITED if key in content}
        if isinstance(options, dict):
            own |= {key: (options[key], folder) for key in _OPTIONS if key in options}
        elif options is not None:
            self.notes.append(f"{path}: compilerOptions is not an object; its aliases are not known")
        return own

    def _parents(self, path: str) -> list[str]:
        extends = self._contents[path].get("extends")
        names = [extends] if isinstance(extends, str) else extends if isinstance(extends, list) else []
        found = (self._parent(path, name) for name in names if isinstance(name, str))
        return [parent for parent in found if parent in self._contents]

    def _parent(self, path: str, name: str) -> str | None:
        folder = path.rpartition("/")[0]
        relative = name.startswith(".")
        if relative:
            target = join(folder, name)
        else:
            package = package_name(name)
            home = self._names.get(package)
            if home is None:
                return None  # from node_modules, which is never read
            target = join(home, name[len(package) :].strip("/"))
        if target is None:
            self.notes.append(f"{path}: extends {name!r}, which lies outside the project; what it says is not known")
            return None
        spellings = (target, f"{target}.json", join(target, "tsconfig.json") or "")
        for spelling in spellings:
            if spelling in self._layout.manifests:
                return spelling
        known = next((spelling for spelling in spellings if spelling in self._layout.assets), None)
        if known is not None:
            self._unread.setdefault(known, path)
        elif relative:
            self.notes.append(f"{path}: extends {name!r}, but there is no such file")
        return None

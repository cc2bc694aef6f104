"""import-linter: `[importlinter]` of setup.cfg, .importlinter or pyproject.toml in, a Translation out.

Contracts on layers, forbidden imports, independence and protection have equals here; chains of imports count in the first
three, as they do there.
"""

import sys
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from archlint.model.patterns import PatternSet
from archlint.model.tables import Contract, Exemption, Layer
from archlint.rulebook.foreign.python_names import PythonNames, as_selector, roots_of
from archlint.rulebook.foreign.translation import Document, ForeignError, Translation, Unequal, is_true, tables, texts

TOOL = "import-linter"
_SECTION = "importlinter"
_CONTRACT = "importlinter:contract:"
_OFF = ("dependency-cycle", "uncovered-module")
_SESSION = frozenset(
    {"root_package", "root_packages", "include_external_packages", "exclude_type_checking_imports", "contracts"}
)
_KEYS = {
    "layers": {"layers", "containers", "exhaustive", "exhaustive_ignores"},
    "forbidden": {"source_modules", "forbidden_modules", "allow_indirect_imports", "as_packages"},
    "independence": {"modules"},
    "protected": {"protected_modules", "allowed_importers", "as_packages"},
}
_SHARED = {"name", "type", "id", "ignore_imports", "unmatched_ignore_imports_alerting", "broken_contract_message"}


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    """The document is the parsed TOML file, or the sections of an INI file. Raises ForeignError where no root is named."""
    known = tuple(paths)
    ((source, document),) = documents.items()
    session, contracts = _sections(document)
    packages = texts(session.get("root_packages")) or texts(session.get("root_package"))
    if not packages:
        raise ForeignError(f"{source}: names neither root_package nor root_packages")
    roots = roots_of(packages, known)
    if not roots:
        raise ForeignError(f"{source}: there is no package {', '.join(packages)} in this project")
    made = _Contracts(PythonNames(known, roots), packages, session, known)
    single = [options.get("type") for options in contracts].count("layers") == 1
    for position, options in enumerate(contracts, 1):
        made.add(options, f"contract {position}", as_layers=single)
    for key in session:
        if key not in _SESSION:
            made.unequal.append(Unequal(key, "has no equal here"))
    return Translation(
        TOOL,
        source,
        tuple(made.layers),
        tuple(made.contracts),
        tuple(made.exceptions),
        roots=tuple(root or "." for root in roots) if roots != ("",) else (),
        off=_OFF,
        unequal=tuple(made.unequal),
    )


def _sections(document: Document) -> tuple[Document, list[Document]]:
    tool = document.get("tool")
    if isinstance(tool, Mapping) and isinstance(tool.get(_SECTION), Mapping):
        session: Document = tool[_SECTION]
        return session, list(tables(session.get("contracts", ())))
    session = document.get(_SECTION, {})
    return session, [value for key, value in document.items() if key.startswith(_CONTRACT)]


class _Contracts:
    """What has been translated so far."""

    def __init__(
        self, names: PythonNames, packages: tuple[str, ...], session: Document, paths: tuple[str, ...]
    ) -> None:
        self._names = names
        self._packages = packages
        self._paths = paths
        self._type_only = not is_true(session.get("exclude_type_checking_imports"))
        self.layers: list[Layer] = []
        self.contracts: list[Contract] = []
        self.exceptions: list[Exemption] = []
        self.unequal: list[Unequal] = []

    def add(self, options: Document, where: str, *, as_layers: bool) -> None:
        kind = str(options.get("type", ""))
        name = str(options.get("name") or where)
        if kind not in _KEYS:
            self.unequal.append(Unequal(name, f"contracts of type '{kind}' have no equal here"))
            return
        for key in options:
            if key not in _SHARED and key not in _KEYS[kind]:
                self.unequal.append(Unequal(f"{name}: {key}", "has no equal here"))
        if options.get("unmatched_ignore_imports_alerting") in ("none", "warn"):
            why = "an entry of ignore_imports that matches nothing is an error here"
            self.unequal.append(Unequal(f"{name}: unmatched_ignore_imports_alerting", why))
        if kind == "layers":
            self._layers(options, name, as_layers=as_layers)
        elif kind == "forbidden":
            importers = self._ends(options.get("source_modules"), name, packages=self._packaged(options))
            imported = self._ends(options.get("forbidden_modules"), name, packages=self._packaged(options))
            chains = not is_true(options.get("allow_indirect_imports"))
            if importers and imported:
                self._add(options, kind="forbidden", name=name, importers=importers, imported=imported, chains=chains)
        elif kind == "independence":
            pieces = [self._ends([one], name) for one in texts(options.get("modules"))]
            self._independent([piece for piece in pieces if piece], name, options)
        else:
            imported = self._ends(options.get("protected_modules"), name, packages=self._packaged(options))
            importers = self._ends(options.get("allowed_importers"), name, packages=self._packaged(options))
            if imported:
                self._add(options, kind="protected", name=name, importers=importers, imported=imported)

    def _packaged(self, options: Document) -> bool:
        return "as_packages" not in options or is_true(options["as_packages"])

    def _ends(self, value: object, where: str, *, packages: bool = True) -> tuple[str, ...]:
        """Selectors for the modules that a key lists; libraries by name."""
        found: list[str] = []
        for name in texts(value):
            if name.partition(".")[0] in {package.partition(".")[0] for package in self._packages}:
                globs = self._names.package(name) if packages else self._names.module(name)
                if not globs:
                    self.unequal.append(Unequal(f"{where}: {name}", "names no module of this project"))
                found += globs
            else:
                kind = "standard" if name.partition(".")[0] in sys.stdlib_module_names else "external"
                found.append(f"{kind}:{name}")
        return tuple(dict.fromkeys(found))

    def _ignored(self, options: Document, where: str) -> list[tuple[str, str]]:
        """The pairs of globs that `ignore_imports` names. One that names nothing stays, as it is an error in both tools, unless
        the contract says otherwise.
        """
        silent = options.get("unmatched_ignore_imports_alerting") in ("none", "warn")
        found = []
        for entry in texts(options.get("ignore_imports")):
            names = [end.strip() for end in entry.split("->")]
            ends = [self._ends([name], where, packages=False) for name in names]
            if not silent:
                ends = [
                    end or (as_selector(f"{name.replace('.', '/')}.py"),) for name, end in zip(names, ends, strict=True)
                ]
            found += [(one, other) for one in ends[0] for other in ends[-1]]
        return found

    def _add(self, options: Document, **values: Any) -> None:
        pairs = tuple(f"{importer} -> {imported}" for importer, imported in self._ignored(options, values["name"]))
        made = Contract(**values, except_dependencies=pairs, include_type_only=self._type_only)
        self.contracts.append(made)

    def _independent(self, pieces: list[tuple[str, ...]], name: str, options: Document) -> None:
        if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
            self._add(options, kind="independent", name=name, modules=tuple(piece[0] for piece in pieces))
            return
        for one, other in combinations(pieces, 2):
            for importers, imported in ((one, other), (other, one)):
                title = f"{name}: {importers[0]} without {imported[0]}"
                self._add(options, kind="forbidden", name=title, importers=importers, imported=imported, chains=True)

    def _layers(self, options: Document, name: str, *, as_layers: bool) -> None:
        containers = texts(options.get("containers")) or ("",)
        if is_true(options.get("exhaustive")):
            why = "modules of a container that are in no layer are told by the check uncovered-module, for all of them"
            self.unequal.append(Unequal(f"{name}: exhaustive", why))
        for container in containers:
            layers = [self._pieces(line, container, name) for line in _lines(options.get("layers"))]
            layers = [(pieces, independent) for pieces, independent in layers if pieces]
            ignored = self._ignored(options, name)
            if as_layers and len(containers) == 1 and self._all_inside(ignored, layers):
                self._declare(layers, ignored, name)
            else:
                self._forbid(layers, name, options)

    def _pieces(self, line: str, container: str, where: str) -> tuple[dict[str, tuple[str, ...]], bool]:
        """The modules of one layer with their globs, and whether they are independent of each other."""
        found: dict[str, tuple[str, ...]] = {}
        separator = "|" if "|" in line else ":"
        for tail in (one.strip() for one in line.split(separator)):
            plain = tail.removeprefix("(").removesuffix(")")
            globs = self._names.package(".".join(filter(None, (container, plain))))
            if globs:
                found[plain] = globs
            elif plain == tail:
                self.unequal.append(Unequal(f"{where}: {plain}", "names no module of this project"))
        return found, separator == "|" or len(found) < 2

    def _all_inside(self, pairs: list[tuple[str, str]], layers: list[tuple[dict[str, tuple[str, ...]], bool]]) -> bool:
        """Whether both ends of every ignored import lie in layers, so that an exception says the same."""
        sets = [PatternSet([glob for globs in pieces.values() for glob in globs]) for pieces, _ in layers]
        for end in (end for pair in pairs for end in pair):
            matches = PatternSet((end,)).matches
            if not all(any(one.matches(path) for one in sets) for path in self._paths if matches(path)):
                return False
        return True

    def _declare(
        self, layers: list[tuple[dict[str, tuple[str, ...]], bool]], ignored: list[tuple[str, str]], name: str
    ) -> None:
        for pieces, independent in layers:
            parts = {_plain(tail): globs for tail, globs in pieces.items()} if len(pieces) > 1 else {}
            paths = tuple(glob for globs in pieces.values() for glob in globs)
            self.layers.append(
                Layer(
                    name=_plain("-".join(pieces)),
                    paths=paths,
                    parts=parts,
                    open=True,
                    independent=bool(parts) and independent,
                )
            )
        for importer, imported in ignored:
            why = f"Ignored by '{name}' of import-linter."
            self.exceptions.append(
                Exemption(check="upward-dependency", importer=(importer,), imported=(imported,), because=why)
            )

    def _forbid(self, layers: list[tuple[dict[str, tuple[str, ...]], bool]], name: str, options: Document) -> None:
        above: tuple[str, ...] = ()
        for pieces, independent in layers:
            globs = tuple(glob for one in pieces.values() for glob in one)
            if above:
                title = f"{name}: {' and '.join(pieces)} below"
                self._add(options, kind="forbidden", name=title, importers=globs, imported=above, chains=True)
            if len(pieces) > 1 and independent:
                self._independent(list(pieces.values()), f"{name}: {' and '.join(pieces)}", options)
            above += globs


def _lines(value: object) -> tuple[str, ...]:
    return texts(value)


def _plain(name: str) -> str:
    """A name that a layer may have."""
    return name.replace(".", "-").replace("*", "any")

"""tach: tach.toml (or `[tool.tach]`) and tach.domain.toml files in, a Translation out.

Whether one module may use another follows from layers, depends_on, cannot_depend_on, utilities and visibility, in that order of
precedence; that is worked out here per pair, and each module becomes one contract.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archlint.model.patterns import PatternSet
from archlint.model.tables import Contract
from archlint.rulebook.foreign.python_names import PythonNames, as_selector
from archlint.rulebook.foreign.tach_modules import ROOT, TachModule, declared_modules, existing_modules
from archlint.rulebook.foreign.translation import Document, ForeignError, Translation, Unequal, is_true, tables, texts

TOOL = "tach"
_DEFAULT_EXCLUDE = ("**/tests", "**/docs", "**/*__pycache__", "**/*egg-info", "**/venv")
_TOP = frozenset(
    {
        "modules", "interfaces", "layers", "exclude", "source_roots", "ignore_type_checking_imports", "root_module",
        "forbid_circular_dependencies",
    }
)  # fmt: skip
_FEW = 8
_SILENT = frozenset({"cache", "disable_logging", "respect_gitignore", "use_regex_matching"})
"""Keys that decide nothing about dependencies."""


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    """Raises ForeignError where no module is declared that exists."""
    (source, main), *domains = documents.items()
    tool = main.get("tool")
    config: Document = tool["tach"] if isinstance(tool, Mapping) and isinstance(tool.get("tach"), Mapping) else main
    files = [path for path in paths if path.endswith((".py", ".pyi"))]
    patterns = texts(config["exclude"]) if "exclude" in config else _DEFAULT_EXCLUDE
    exclude = tuple(glob for glob in _globs(patterns) if any(map(PatternSet((glob,)).matches, files)))
    files = [path for path in files if not PatternSet(exclude).matches(path)] if exclude else files
    roots = tuple(_roots(texts(config.get("source_roots")) or (".",), files))
    names = PythonNames(files, roots)
    unequal: list[Unequal] = []
    declared = list(declared_modules(config, dict(domains), roots))
    modules = existing_modules(declared, names, unequal)
    if not modules:
        raise ForeignError(f"{source}: declares no module that exists in this project")
    made = _Contracts(source, config, modules, names, files, unequal)
    made.run()
    _tell_of_keys(config, dict(domains), unequal)
    circles = is_true(config.get("forbid_circular_dependencies"))
    if circles:
        why = "tach looks for circles in what depends_on declares, archlint (dependency-cycle) in what the code does"
        unequal.append(Unequal("forbid_circular_dependencies", why))
    off = ("uncovered-module",) if circles else ("uncovered-module", "dependency-cycle")
    return Translation(
        TOOL,
        source,
        contracts=tuple(made.contracts),
        exclude=exclude,
        roots=tuple(root or "." for root in roots) if roots != ("",) else (),
        off=off,
        unequal=tuple(unequal),
    )


def _globs(patterns: Iterable[str]) -> Iterator[str]:
    """Tach's patterns name files and folders, both from the beginning of the path."""
    for pattern in patterns:
        plain = pattern.removeprefix("./").rstrip("/")
        yield from (plain,) if plain.endswith((".py", "**")) else (plain, f"{plain}/**")


def _roots(patterns: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    folders = {"/".join(path.split("/")[:depth]) for path in files for depth in range(path.count("/") + 1)}
    found: set[str] = set()
    for pattern in patterns:
        plain = "" if pattern in (".", "./", "") else pattern.removeprefix("./").rstrip("/")
        found |= {plain} if "*" not in plain else set(filter(PatternSet((plain,)).matches, folders))
    yield from sorted(found)


class _Contracts:
    def __init__(  # noqa: PLR0913, PLR0917 - what a declaration is made of
        self,
        source: str,
        config: Document,
        modules: dict[str, TachModule],
        names: PythonNames,
        files: list[str],
        unequal: list[Unequal],
    ) -> None:
        self._source = source
        self._modules = modules
        self._names = names
        self._layers = [_layer(one) for one in config.get("layers", ())]
        self._type_only = "ignore_type_checking_imports" in config and not is_true(
            config["ignore_type_checking_imports"]
        )
        self._treats_root = str(config.get("root_module") or "ignore")
        self._unequal = unequal
        self.contracts: list[Contract] = []
        self._globs = {name: names.package(name) for name in modules if name != ROOT}
        owned = PatternSet([glob for globs in self._globs.values() for glob in globs])
        self._unowned = tuple(path for path in files if not owned.matches(path))

    def run(self) -> None:
        for name in sorted(self._modules):
            module = self._modules[name]
            if name == ROOT and self._treats_root == "ignore":
                continue
            if not module.unchecked:
                self._uses(module)
                self._libraries(module)
            if module.visible is not None:
                self._visible(module)

    def _own(self, name: str, *, without: Iterable[str] = ()) -> list[str]:
        """The files of a module alone: without the declared modules below it, but for those in `without`."""
        if name == ROOT:
            return ["**", *(f"!{glob}" for globs in self._globs.values() for glob in globs)]
        kept = set(without)
        below = [other for other in sorted(self._globs) if other.startswith(f"{name}.") and other not in kept]
        return [*self._globs[name], *(f"!{glob}" for other in below for glob in self._globs[other])]

    def _add(self, **values: Any) -> None:
        because = f"Declared for tach in {self._source}."
        self.contracts.append(Contract(**values, include_type_only=self._type_only, because=because))

    def _may_use(self, module: TachModule, other: TachModule) -> bool:
        if module.layer in self._ranks and other.layer in self._ranks and module.layer != other.layer:
            upper, lower = self._ranks[module.layer], self._ranks[other.layer]
            return upper < lower and not any(closed for _, closed in self._layers[upper + 1 : lower])
        if _names_any(module.never, other.name):
            return False
        return module.uses is None or other.utility or _names_any(module.uses, other.name)

    @property
    def _ranks(self) -> dict[str, int]:
        return {name: rank for rank, (name, _) in enumerate(self._layers)}

    def _uses(self, module: TachModule) -> None:
        others = [other for name, other in self._modules.items() if name not in (module.name, ROOT)]
        allowed = [other.name for other in others if self._may_use(module, other)]
        refused = [other.name for other in others if other.name not in allowed]
        importers = tuple(self._own(module.name))
        if module.uses is None:
            if refused:
                self._add(kind="forbidden", name=module.name, importers=importers, imported=self._all(refused))
            return
        self._add(
            kind="allowed-only",
            name=module.name,
            importers=importers,
            imported=self._all(sorted(allowed)) or ("external:*",),
            except_imported=self._outside(),
        )
        old = [name for name in module.deprecated if name in self._globs]
        if old:
            title = f"{module.name}, deprecated"
            imported = self._all(old)
            self._add(kind="forbidden", name=title, importers=importers, imported=imported, severity="warning")

    def _all(self, names: list[str]) -> tuple[str, ...]:
        """The files of several modules."""
        return _once(end for name in names for end in self._own(name, without=names))

    def _outside(self) -> tuple[str, ...]:
        """What no module holds, where tach does not look at it."""
        if not self._unowned or self._treats_root != "ignore":
            return ()
        plain = not any(sign in path for path in self._unowned for sign in "*?[{!")
        return (
            tuple(map(as_selector, self._unowned)) if plain and len(self._unowned) <= _FEW else tuple(self._own(ROOT))
        )

    def _visible(self, module: TachModule) -> None:
        seen = [name for name in self._globs if _names_any(module.visible or (), name)]
        self._add(
            kind="protected",
            name=f"{module.name}, visibility",
            importers=self._all(sorted(seen)),
            imported=tuple(self._own(module.name)),
            except_importers=self._outside(),
        )
        why = "tach judges it by what depends_on declares, archlint by what the code imports"
        self._unequal.append(Unequal(f"{module.name}: visibility", why))

    def _libraries(self, module: TachModule) -> None:
        importers = tuple(self._own(module.name))
        if module.libraries is not None:
            allowed = tuple(f"external:{name.replace('-', '_')}" for name in module.libraries)
            title = f"{module.name}, libraries"
            if allowed:
                self._add(kind="allowed-only", name=title, importers=importers, imported=("**", *allowed))
            else:
                self._add(kind="forbidden", name=title, importers=importers, imported=("external:*",))
        if module.never_libraries:
            imported = tuple(f"external:{name.replace('-', '_')}" for name in module.never_libraries)
            title = f"{module.name}, forbidden libraries"
            self._add(kind="forbidden", name=title, importers=importers, imported=imported)


def _layer(one: object) -> tuple[str, bool]:
    """The name of a layer, and whether it is closed."""
    if isinstance(one, Mapping):
        return str(one.get("name", "")), is_true(one.get("closed"))
    return str(one), False


def _names_any(patterns: Iterable[str], name: str) -> bool:
    return PatternSet([pattern.replace(".", "/") for pattern in patterns]).matches(name.replace(".", "/"))


def _once(ends: Iterable[str]) -> tuple[str, ...]:
    """Each end once: the last place decides, as later selectors win."""
    return tuple(reversed(dict.fromkeys(reversed(list(ends)))))


def _tell_of_keys(config: Document, domains: Mapping[str, Document], unequal: list[Unequal]) -> None:
    for table in (config, *domains.values()):
        for interface in tables(table.get("interfaces", ())):
            exposed = ", ".join(texts(interface.get("expose"))) or "nothing"
            why = "archlint judges modules, not the names in them: declare `public` modules of a layer instead"
            unequal.append(Unequal(f"interfaces: expose {exposed}", why))
    if is_true(config.get("exact")):
        unequal.append(Unequal("exact", "a declared dependency that nothing needs is not reported"))
    strange = (key for key in config if key not in _TOP and key not in _SILENT and key != "exact")
    unequal += [Unequal(key, "has no equal here") for key in strange]

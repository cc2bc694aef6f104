"""dependency-cruiser: `.dependency-cruiser.js` or `.json`, its literals worked out, in; a Translation out.

Rules are regular expressions over paths; where globs say the same, they become contracts.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from archlint.model.finding import Severity
from archlint.model.patterns import PatternSet
from archlint.model.tables import Contract
from archlint.rulebook.foreign.regexes import globs_of
from archlint.rulebook.foreign.translation import Document, Translation, Unequal, is_true, tables, texts

TOOL = "dependency-cruiser"
_OFF = ("dependency-cycle", "uncovered-module")
_SEVERITIES: Mapping[str, Severity] = {"error": "error", "warn": "warning", "info": "warning"}
_FROM, _TO = frozenset({"path", "pathNot"}), frozenset({"path", "pathNot", "circular", "reachable", "couldNotResolve"})
_OPTIONS = frozenset({"exclude"})
_SILENT = frozenset(
    {
        "doNotFollow", "tsConfig", "tsPreCompilationDeps", "moduleSystems", "enhancedResolveOptions", "reporterOptions",
        "progress", "cache", "skipAnalysisNotInRules", "preserveSymlinks", "prefix", "detectJSDocImports", "parser",
        "detectProcessBuiltinModuleCalls", "combinedDependencies", "builtInModules", "webpackConfig", "babelConfig",
    }
)  # fmt: skip
"""Options that say how to read or how to show, not what is wrong."""
_PACKAGE = re.compile(r"\^?(?:\(\^\|/\))?node_modules/(.+)")
_LIBRARIES = re.compile(r"@?[\w./-]+(?:\|@?[\w./-]+)*")
_GROUP = re.compile(r"\^(.*/)\(\[\^/\]\+\)/.*")


def translate(documents: Mapping[str, Document], paths: Iterable[str]) -> Translation:
    ((source, document),) = documents.items()
    made = _Rules(tuple(paths))
    for rule in tables(document.get("forbidden", ())):
        made.forbid(rule)
    for rule in tables(document.get("required", ())):
        made.require(rule)
    for key in ("allowed", "extends"):
        if document.get(key):
            made.unequal.append(Unequal(key, "has no equal here: write its rules as contracts"))
    options = document.get("options")
    options = options if isinstance(options, Mapping) else {}
    exclude = options.get("exclude")
    patterns = texts(exclude.get("path")) if isinstance(exclude, Mapping) else texts(exclude)
    excluded = [glob for pattern in patterns for glob in made.globs(pattern, "options.exclude")]
    for key in options:
        if key not in _OPTIONS and key not in _SILENT:
            made.unequal.append(Unequal(f"options.{key}", "has no equal here"))
    return Translation(
        TOOL,
        source,
        contracts=tuple(made.contracts),
        exclude=tuple(excluded),
        off=_OFF,
        max_unresolved=made.max_unresolved,
        unequal=tuple(made.unequal),
    )


class _Rules:
    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = paths
        self.contracts: list[Contract] = []
        self.unequal: list[Unequal] = []
        self.max_unresolved: float | None = None

    def globs(self, pattern: str, where: str) -> tuple[str, ...]:
        """Globs that match something in this project."""
        found = globs_of(pattern)
        there = tuple(glob for glob in found if any(map(PatternSet((glob,)).matches, self._paths)))
        if not there:
            why = f"{pattern} matches no file here" if found else f"globs cannot say the same as {pattern}"
            self.unequal.append(Unequal(where, why))
        return there

    def forbid(self, rule: Document) -> None:
        name = str(rule.get("name") or "unnamed")
        severity = _SEVERITIES.get(str(rule.get("severity") or "warn"))
        origin, target = _side(rule, "from"), _side(rule, "to")
        strange = [f"from.{key}" for key in origin if key not in _FROM] + [
            f"to.{key}" for key in target if key not in _TO
        ]
        if severity is None:
            return
        if strange:
            self.unequal.append(Unequal(name, f"{', '.join(strange)} has no equal here"))
            return
        because = str(rule.get("comment") or "")
        if is_true(target.get("couldNotResolve")):
            self.max_unresolved = 0.0
        elif is_true(target.get("circular")):
            modules = self._ends(origin.get("path"), name) or ("**",)
            modules += tuple(f"!{glob}" for glob in self._ends(origin.get("pathNot"), name))
            self.contracts.append(
                Contract(kind="acyclic", name=name, modules=modules, severity=severity, because=because)
            )
        elif "$1" in " ".join((*texts(target.get("path")), *texts(target.get("pathNot")))):
            self._apart(name, origin, severity, because)
        else:
            self._forbidden(name, origin, target, severity, because)

    def require(self, rule: Document) -> None:
        name = str(rule.get("name") or "unnamed")
        module, target = _side(rule, "module"), _side(rule, "to")
        severity = _SEVERITIES.get(str(rule.get("severity") or "warn"))
        importers, imported = self._ends(module.get("path"), name), self._ends(target.get("path"), name)
        if severity and importers and imported:
            self.contracts.append(
                Contract(
                    kind="required",
                    name=name,
                    importers=importers,
                    imported=imported,
                    except_importers=self._ends(module.get("pathNot"), name),
                    severity=severity,
                    because=str(rule.get("comment") or ""),
                )
            )

    def _forbidden(self, name: str, origin: Document, target: Document, severity: Severity, because: str) -> None:
        told = len(self.unequal)
        importers = self._ends(origin.get("path"), name) or ("**",)
        imported = self._ends(target.get("path"), name)
        without = self._ends(origin.get("pathNot"), name), self._ends(target.get("pathNot"), name)
        if not imported:
            if len(self.unequal) == told:
                self.unequal.append(Unequal(name, "says no path that is imported"))
            return
        self.contracts.append(
            Contract(
                kind="forbidden",
                name=name,
                importers=importers,
                imported=imported,
                except_importers=without[0],
                except_imported=without[1],
                chains=is_true(target.get("reachable")),
                severity=severity,
                because=because,
            )
        )

    def _apart(self, name: str, origin: Document, severity: Severity, because: str) -> None:
        """Folders that do not use each other: `from` captures a folder, `to` is any but that one."""
        group = _GROUP.fullmatch(next(iter(texts(origin.get("path"))), ""))
        folders = globs_of(f"^{group[1]}") if group else ()
        if len(folders) != 1 or len(texts(origin.get("path"))) != 1:
            self.unequal.append(
                Unequal(name, "a group of `from` in `to` has no equal here, but for folders side by side")
            )
            return
        modules = (f"{folders[0].removesuffix('**')}*",)
        self.contracts.append(
            Contract(kind="independent", name=name, modules=modules, severity=severity, because=because)
        )

    def _ends(self, value: Any, where: str) -> tuple[str, ...]:
        found: list[str] = []
        for pattern in texts(value):
            package = _PACKAGE.fullmatch(pattern)
            if package:
                named = package[1].strip("()$/").replace("/|", "|")
                if _LIBRARIES.fullmatch(named):
                    found += (f"external:{one.rstrip('/')}" for one in named.split("|"))
                else:
                    self.unequal.append(Unequal(where, f"the libraries that {pattern} means are not plain names"))
            else:
                found += self.globs(pattern, where)
        return tuple(dict.fromkeys(found))


def _side(rule: Document, key: str) -> Document:
    side = rule.get(key)
    return side if isinstance(side, Mapping) else {}

"""What contracts mean: a table of facts, and the verdicts of import-linter on random graphs."""

import datetime
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_systems import Edge, a_system, chain_of, edges, findings, tiers, told

from archlint.checks.check import Unused
from archlint.graph.system import System
from archlint.model.facts import Flag
from archlint.model.finding import Finding
from archlint.model.tables import Contract, Exemption
from archlint.pipeline.settle import Acceptances, Settled, settle

FORBIDDEN = "forbidden-dependency"


def broken(text: str, contract: Contract, *, flags: int = 0) -> list[str]:
    """The dependencies and chains that break a contract."""
    return [chain_of(finding) for finding in findings(a_system(edges(text), (), [contract], flags=flags), FORBIDDEN)]


def forbidden(**more: Any) -> Contract:
    ends = {"importers": ("ui/**",), "imported": ("db/**",)}
    return Contract(kind="forbidden", **(ends | more))


@pytest.mark.parametrize(
    ("text", "direct", "chains"),
    [
        ("ui/a -> db/b", ["ui/a -> db/b"], ["ui/a -> db/b"]),
        ("ui/a -> mid/b -> db/c", [], ["ui/a -> mid/b -> db/c"]),
        ("ui/a -> mid/b -> mid/c -> db/d", [], ["ui/a -> mid/b -> mid/c -> db/d"]),
        ("db/a -> ui/b, mid/a -> db/b", [], []),
        ("ui/a -> mid/b -> ui/c", [], []),
        # the shortest chain stands for all of them
        ("ui/a -> mid/b -> mid/c -> db/d, ui/e -> mid/c", [], ["ui/e -> mid/c -> db/d"]),
        # a chain by way of an importer is that importer's
        ("ui/a -> ui/b -> mid/c -> db/d", [], ["ui/b -> mid/c -> db/d"]),
        # both a dependency and another way to the same end
        ("ui/a -> db/b, ui/a -> mid/c -> db/b", ["ui/a -> db/b"], ["ui/a -> mid/c -> db/b", "ui/a -> db/b"]),
    ],
)
def test_forbidden_with_and_without_chains(text: str, direct: list[str], chains: list[str]) -> None:
    """import-linter's `allow_indirect_imports = true` and its default."""
    text += ", db/z -> db/z2, ui/z -> ui/z2"
    assert broken(text, forbidden()) == direct
    assert broken(text, forbidden(chains=True)) == chains


@pytest.mark.parametrize(
    ("importers", "imported", "wrong"),
    [
        # everybody else
        (("**",), ("app/db/**",), ["app/ui/a -> app/db/b", "lib/x -> app/db/b"]),
        (("app/**",), ("app/db/**",), ["app/ui/a -> app/db/b"]),
        # what is imported may be larger
        (("app/db/**",), ("**",), ["app/db/b -> lib/y"]),
        # two that overlap: only what is in both may use itself
        (("app/**",), ("app/db/**", "lib/**"), ["app/db/b -> lib/y", "app/ui/a -> app/db/b"]),
        (("app/ui/**", "app/db/**"), ("app/db/**", "lib/**"), ["app/db/b -> lib/y", "app/ui/a -> app/db/b"]),
    ],
)
@pytest.mark.parametrize("chains", [False, True])
def test_what_is_importer_and_imported_at_once_may_use_itself(
    importers: tuple[str, ...], imported: tuple[str, ...], wrong: list[str], chains: bool
) -> None:
    """import-linter skips a pair of overlapping packages without a word, so that such a contract is always kept."""
    text = "app/ui/a -> app/db/b -> app/db/c, lib/x -> app/db/b -> lib/y"
    assert broken(text, forbidden(importers=importers, imported=imported, chains=chains)) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("app/ui/a -> lib/x -> app/db/b", ["app/ui/a -> lib/x -> app/db/b"]),
        ("app/db/a -> lib/x -> app/db/b", []),
        ("app/db/a -> lib/x -> app/ui/b", []),
    ],
)
def test_chains_into_a_piece_of_the_importers(text: str, wrong: list[str]) -> None:
    assert broken(text, forbidden(importers=("app/**",), imported=("app/db/**",), chains=True)) == wrong


def test_a_forbidden_piece_may_be_taken_out_of_the_importers() -> None:
    contract = forbidden(importers=("app/**", "!app/db/**"), imported=("app/db/**",))
    assert broken("app/ui/a -> app/db/b, app/db/b -> app/db/c", contract) == ["app/ui/a -> app/db/b"]


def test_the_shortest_chain_stands_for_all_of_them() -> None:
    text = "app/db/a -> z/x -> z/y -> lib/q, app/ui/a -> z/m -> lib/r"
    contract = forbidden(importers=("app/**",), imported=("app/db/**", "lib/**"), chains=True)
    (found,) = findings(a_system(edges(text), (), [contract]), FORBIDDEN)
    assert (chain_of(found), found.more) == ("app/ui/a -> z/m -> lib/r", 1)


def test_what_is_taken_out_of_a_piece_is_the_end_of_no_chain() -> None:
    contract = forbidden(imported=("db/**", "!db/names.py"), chains=True)
    assert broken("ui/a -> mid/b -> db/names, ui/a -> db/names", contract) == []
    assert broken("ui/a -> mid/b -> db/names -> db/rows", contract) == ["ui/a -> mid/b -> db/names -> db/rows"]


def test_every_forbidden_piece_has_its_chain_also_by_way_of_another() -> None:
    contract = forbidden(imported=("db/**", "cache/**"), chains=True)
    found = broken("ui/a -> mid/b -> cache/c -> db/d", contract)
    assert found == ["ui/a -> mid/b -> cache/c", "ui/a -> mid/b -> cache/c -> db/d"]


@pytest.mark.parametrize(
    ("flags", "include", "wrong"),
    [
        (0, False, 2),
        (Flag.TYPE_ONLY, True, 2),
        (Flag.TYPE_ONLY, False, 0),
        (Flag.LAZY, False, 2),
        (Flag.CONDITIONAL, False, 2),
        (Flag.DYNAMIC, False, 2),
    ],
)
def test_only_what_the_type_checker_sees_can_be_left_out(flags: int, include: bool, wrong: int) -> None:
    contract = forbidden(chains=True, include_type_only=include)
    assert len(broken("ui/a -> db/b, ui/c -> mid/d -> db/e", contract, flags=flags)) == wrong


@pytest.mark.parametrize(
    ("kinds", "wrong"), [((), 3), (("import",), 2), (("http",), 1), (("http", "import"), 3), (("data",), 0)]
)
@pytest.mark.parametrize("kind", ["forbidden", "protected", "allowed-only", "independent"])
def test_a_contract_about_some_kinds_of_dependency(kind: Any, kinds: Any, wrong: int) -> None:
    """A library is used by import; `independent` is about modules only."""
    system = a_system(edges("ui/a -> db/b, ui/c -> db/d, ui/a -> external:orm"))
    turned = [
        msgspec.structs.replace(dependency, kind="http") if dependency.importer == "ui/c.py" else dependency
        for dependency in system.graph.dependencies
    ]
    ends: dict[str, Any] = {
        "forbidden": {"importers": ("ui/**",), "imported": ("db/**", "external:orm")},
        "protected": {"imported": ("db/**", "external:orm")},
        "allowed-only": {"importers": ("ui/**",)},
        "independent": {"modules": ("ui/**", "db/**")},
    }[kind]
    rulebook = msgspec.structs.replace(system.rulebook, contracts=(Contract(kind=kind, kinds=kinds, **ends),))
    found = findings(System(msgspec.structs.replace(system.graph, dependencies=tuple(turned)), rulebook), FORBIDDEN)
    assert len(found) == wrong - (kind == "independent" and kinds != ("http",) and kinds != ("data",))


@pytest.mark.parametrize(
    ("imported", "wrong"),
    [
        ("external:sqlalchemy", ["ui/a -> sqlalchemy.orm"]),
        ("external:sqlalchemy.orm", ["ui/a -> sqlalchemy.orm"]),
        ("external:sqlalchemy.ormx", []),
        ("external:sqlalchem", []),
        ("external:*", ["ui/a -> sqlalchemy.orm"]),
        ("standard:*", []),
    ],
)
def test_libraries_are_named_segment_by_segment(imported: str, wrong: list[str]) -> None:
    assert broken("ui/a -> external:sqlalchemy.orm", forbidden(imported=(imported,))) == wrong


def test_a_library_that_is_taken_out_is_the_end_of_no_chain() -> None:
    text = "ui/a -> mid/b, mid/b -> external:requests"
    every = forbidden(imported=("external:*",), chains=True)
    assert broken(text, every) == ["ui/a -> mid/b -> requests"]
    assert broken(text, forbidden(imported=("external:*", "!external:requests"), chains=True)) == []
    assert broken(text, msgspec.structs.replace(every, except_imported=("external:requests",))) == []


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("app/*", ["app/one"]),
        ("app/**", ["app/one", "app/two/a", "app/two/b", "app/two/deep/a"]),
        ("app/*/a.py", ["app/two/a"]),
        ("app/**/a.py", ["app/two/a", "app/two/deep/a"]),
        ("app/two", ["app/two/a", "app/two/b", "app/two/deep/a"]),
        ("app/two/[ab].py", ["app/two/a", "app/two/b"]),
        ("app/{one,two/b}.py", ["app/one", "app/two/b"]),
        ("**/deep/**", ["app/two/deep/a"]),
        ("**/two/**", ["app/two/a", "app/two/b", "app/two/deep/a"]),
        ("*/one.py", ["app/one"]),
    ],
)
def test_globs_at_the_ends(pattern: str, taken: list[str]) -> None:
    text = "app/one -> db/x, app/two/a -> db/x, app/two/b -> db/x, app/two/deep/a -> db/x"
    contract = forbidden(importers=(pattern,))
    assert broken(text, contract) == [f"{module} -> db/x" for module in taken]
    turned = forbidden(importers=("db/**",), imported=(pattern,))
    back = ", ".join(" -> ".join(reversed(piece.split(" -> "))) for piece in text.split(", "))
    assert broken(back, turned) == [f"db/x -> {module}" for module in taken]


def test_layers_and_parts_at_the_ends() -> None:
    layers = tiers("ui", "a : b", "db")
    text = "ui/x -> a/x, ui/x -> b/x, ui/y -> db/x"
    for imported, wrong in (("a+b", ["a/x", "b/x"]), ("a+b.a", ["a/x"]), ("db", ["db/x"])):
        contract = forbidden(importers=("ui",), imported=(imported,))
        lines = told(a_system(edges(text), layers, [contract]), FORBIDDEN)
        assert [line.split(" -> ")[1] for line in lines] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("domain/a -> money/b", []),
        ("domain/a -> domain/b", []),
        ("domain/a -> web/b", ["domain/a -> web/b"]),
        ("domain/a -> money/b -> web/c", []),
        ("web/a -> domain/b, web/a -> money/c", []),
    ],
)
def test_allowed_only_is_about_direct_dependencies(text: str, wrong: list[str]) -> None:
    contract = Contract(kind="allowed-only", importers=("domain/**",), imported=("money/**",))
    assert broken(text, contract) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("friend/a -> db/b", []),
        ("db/a -> db/b", []),
        ("stranger/a -> db/b", ["stranger/a -> db/b"]),
        ("stranger/a -> friend/b -> db/c", []),
        ("stranger/a -> stranger/b -> db/c", ["stranger/b -> db/c"]),
        ("db/a -> stranger/b", []),
    ],
)
def test_protected_is_about_direct_dependencies(text: str, wrong: list[str]) -> None:
    assert broken(text, Contract(kind="protected", importers=("friend/**",), imported=("db/**",))) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a/x -> b/x", ["a/x -> b/x"]),
        ("a/x -> lib/y -> b/x", ["a/x -> lib/y -> b/x"]),
        ("a/x -> lib/y, b/x -> lib/y", []),
        ("lib/y -> a/x, lib/y -> b/x", []),
        ("a/x -> b/x -> c/x", ["a/x -> b/x", "b/x -> c/x"]),
        ("a/x -> lib/y -> a/z", []),
        ("a/x -> a/y -> a/x", []),
    ],
)
def test_independent(text: str, wrong: list[str]) -> None:
    contract = Contract(kind="independent", modules=("a/**", "b/**", "c/**"))
    assert broken(text + ", a/q -> a/r, b/q -> b/r, c/q -> c/r", contract) == wrong


def test_a_piece_per_folder_or_file() -> None:
    contract = Contract(kind="independent", modules=("apps/*",))
    text = "apps/one/a -> apps/one/b, apps/one/a -> apps/two/deep/c, apps/two/d -> apps/three"
    assert broken(text, contract) == ["apps/one/a -> apps/two/deep/c", "apps/two/d -> apps/three"]
    assert findings(a_system(edges(text), (), [contract]), "unmatched-pattern") == ()
    nowhere = Contract(kind="independent", modules=("app/*",))
    (found,) = findings(a_system(edges(text), (), [nowhere]), "unmatched-pattern")
    assert "'app/*' matches nothing; " not in found.message
    assert found.message == "contracts.0.modules: 'app/*' matches nothing"


@pytest.mark.parametrize(
    ("text", "level", "by_contract", "besides"),
    [
        ("f/a/x -> f/b/x -> f/a/y", "module", 0, 0),
        ("f/a/x -> f/b/x -> f/a/y", "package", 1, 0),
        ("f/a/x -> f/b/x -> f/a/x", "module", 1, 0),
        ("f/a/x -> f/b/x -> g/x -> f/a/x", "module", 0, 1),
        ("f/a/x -> f/b/x -> f/a/x, g/a/x -> g/b/x -> g/a/x", "module", 1, 1),
        ("f/a/x -> f/a/y -> f/a/x", "package", 0, 1),
        ("f/a/x -> f/b/x -> f/a/x, f/c/x -> f/d/x -> f/c/x", "module", 2, 0),
    ],
)
def test_acyclic_looks_inside_its_modules_only(text: str, level: Any, by_contract: int, besides: int) -> None:
    """What the contract rules out is an error with its reason, and is not told a second time by the check itself."""
    contract = Contract(kind="acyclic", modules=("f/**",), level=level, because="F is a tree.")
    found = findings(a_system(edges(text), (), [contract]), "dependency-cycle")
    assert [finding.severity for finding in found if finding.because == "F is a tree."] == ["error"] * by_contract
    assert len(found) == by_contract + besides
    assert len({finding.fingerprint for finding in found}) == len(found)


def test_each_contract_has_its_own_finding_about_one_dependency() -> None:
    """So that a baseline of today accepts both, and none of the next contract against the same dependency."""
    one = forbidden(name="one")
    others = [forbidden(), forbidden(imported=("db/*",)), Contract(kind="protected", imported=("db/**",))]
    found = findings(a_system(edges("ui/a -> db/b"), (), [one, *others]), FORBIDDEN)
    assert len({finding.fingerprint for finding in found}) == len(found) == 4


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("route/a -> auth/b", []),
        ("route/a -> mid/b -> auth/c", ["route/a.py"]),
        ("route/a -> mid/b, route/c -> auth/d", ["route/a.py"]),
        ("route/a -> external:acme.auth, mid/x -> auth/y", []),
    ],
)
def test_required(text: str, wrong: list[str]) -> None:
    contract = Contract(kind="required", importers=("route/**",), imported=("auth/**", "external:acme"))
    found = findings(a_system(edges(text), (), [contract]), "missing-dependency")
    assert [finding.importer.module for finding in found if finding.importer] == wrong


# --- accepted findings: what import-linter calls ignore_imports ---


def settled(text: str, contract: Contract, *exceptions: Exemption) -> Settled:
    system = a_system(edges(text), (), [contract], exceptions=exceptions)
    return settle(
        system,
        findings(system, FORBIDDEN),
        Acceptances({}, None, "", {FORBIDDEN}, {FORBIDDEN}, datetime.date(2026, 6, 15)),
    )


def excepting(importer: str, imported: str) -> Exemption:
    return Exemption(check=FORBIDDEN, because="Known.", importer=(importer,), imported=(imported,))


@pytest.mark.parametrize(
    ("importer", "imported", "still"),
    [
        ("ui/a.py", "db/x.py", ["ui/b -> db/x", "ui/deep/c -> db/y"]),
        ("ui/*", "db/*", ["ui/deep/c -> db/y"]),
        ("ui/**", "db/x.py", ["ui/deep/c -> db/y"]),
        ("ui/**", "db/**", []),
    ],
)
def test_exceptions_accept_by_both_ends(importer: str, imported: str, still: list[str]) -> None:
    text = "ui/a -> db/x, ui/b -> db/x, ui/deep/c -> db/y"
    done = settled(text, forbidden(), excepting(importer, imported))
    assert [chain_of(finding) for finding in done.findings if finding.state == "open"] == still
    assert done.unused == ()


def test_an_exception_without_a_match_is_told() -> None:
    """import-linter's `unmatched_ignore_imports_alerting = "error"`, its default."""
    done = settled("ui/a -> db/x", forbidden(), excepting("ui/a.py", "db/x.py"), excepting("ui/gone.py", "db/**"))
    (unused,) = done.unused
    assert isinstance(unused, Unused)
    assert unused.subject == "exception for forbidden-dependency (ui/gone.py → db/**)"


def test_a_chain_is_accepted_by_its_ends() -> None:
    """Unlike import-linter, which takes single imports out of the graph: archlint accepts findings, never edges."""
    text = "ui/a -> mid/b -> db/c"
    by_ends = settled(text, forbidden(chains=True), excepting("ui/**", "db/**"))
    assert [finding.state for finding in by_ends.findings] == ["excepted"]
    by_step = settled(text, forbidden(chains=True), excepting("mid/**", "db/**"))
    assert [finding.state for finding in by_step.findings] == ["open"]
    assert len(by_step.unused) == 1


# --- import-linter as an independent witness ---

FOLDERS = ("a", "b", "c", "d")
MODULES = tuple(f"{folder}/{name}" for folder in FOLDERS for name in "xyz")
WALK = st.lists(st.sampled_from(MODULES), min_size=2, max_size=5, unique=True).map(pairwise)
EDGES = st.lists(WALK, min_size=1, max_size=6).map(lambda walks: {edge for walk in walks for edge in walk})
CHOICE = st.sets(st.sampled_from(FOLDERS), min_size=1, max_size=2).map(sorted)


def globs(folders: list[str]) -> tuple[str, ...]:
    return tuple(f"{folder}/**" for folder in folders)


def is_kept(module: str, name: str, dependencies: set[Edge], **options: Any) -> bool:
    """What import-linter says about a contract on this graph. All folders stand in one package `app`."""
    grimp = pytest.importorskip("grimp")
    contracts = pytest.importorskip(f"importlinter.contracts.{module}")
    pytest.importorskip("importlinter.configuration").configure()
    graph = grimp.ImportGraph()
    for path in ("", *FOLDERS, *MODULES):
        graph.add_module(f"app/{path}".rstrip("/").replace("/", "."))
    for importer, imported in sorted(dependencies):
        graph.add_import(importer="app." + importer.replace("/", "."), imported="app." + imported.replace("/", "."))
    options = {key: str(value) if isinstance(value, bool) else list(value) for key, value in options.items()}
    contract = getattr(contracts, name)("it", {"root_packages": ["app"]}, options)
    return bool(contract.check(graph=graph, verbose=False).kept)


def packages(folders: list[str]) -> list[str]:
    return [f"app.{folder}" for folder in folders]


def finds(dependencies: set[Edge], contract: Contract, check: str = FORBIDDEN) -> tuple[Finding, ...]:
    return findings(a_system(dependencies, (), [contract], modules=MODULES), check)


@given(EDGES, CHOICE, CHOICE, st.booleans())
def test_import_linter_agrees_on_forbidden(
    dependencies: set[Edge], sources: list[str], targets: list[str], chains: bool
) -> None:
    targets = [folder for folder in targets if folder not in sources] or [
        folder for folder in FOLDERS if folder not in sources
    ][:1]
    found = finds(dependencies, forbidden(importers=globs(sources), imported=globs(targets), chains=chains))
    kept = is_kept(
        "forbidden", "ForbiddenContract", dependencies,
        source_modules=packages(sources), forbidden_modules=packages(targets), allow_indirect_imports=not chains,
    )  # fmt: skip
    assert (not found) == kept


@given(EDGES, CHOICE, CHOICE)
def test_import_linter_agrees_on_protected(dependencies: set[Edge], friends: list[str], guarded: list[str]) -> None:
    """For one guarded package at a time: import-linter keeps guarded packages from each other too, archlint does not."""
    contract = Contract(kind="protected", importers=globs(friends), imported=globs(guarded[:1]))
    kept = is_kept(
        "protected", "ProtectedContract", dependencies,
        protected_modules=packages(guarded[:1]), allowed_importers=packages(friends),
    )  # fmt: skip
    assert (not finds(dependencies, contract)) == kept


@given(EDGES, st.sets(st.sampled_from(FOLDERS), min_size=2).map(sorted))
def test_import_linter_agrees_on_independence(dependencies: set[Edge], pieces: list[str]) -> None:
    contract = Contract(kind="independent", modules=globs(pieces))
    kept = is_kept("independence", "IndependenceContract", dependencies, modules=packages(pieces))
    assert (not finds(dependencies, contract)) == kept


@given(EDGES)
def test_import_linter_agrees_on_acyclic_siblings(dependencies: set[Edge]) -> None:
    """Its siblings are folders and, inside each, modules: a circle at archlint's level package or module."""
    circles = [
        *finds(dependencies, Contract(kind="acyclic", modules=("**",), level="package"), "dependency-cycle"),
        *finds(dependencies, Contract(kind="acyclic", modules=("**",), level="module"), "dependency-cycle"),
    ]
    kept = is_kept("acyclic_siblings", "AcyclicSiblingsContract", dependencies, ancestors=["app"])
    assert (not circles) == kept


@given(EDGES, CHOICE, CHOICE, st.data())
def test_exceptions_agree_with_ignored_imports(
    dependencies: set[Edge], sources: list[str], targets: list[str], data: st.DataObject
) -> None:
    """For direct dependencies, accepting a finding and ignoring an import come to the same."""
    targets = [folder for folder in targets if folder not in sources]
    known = data.draw(st.sets(st.sampled_from(sorted(dependencies))).map(sorted))
    if not targets:
        return
    kept = is_kept(
        "forbidden", "ForbiddenContract", dependencies,
        source_modules=packages(sources), forbidden_modules=packages(targets), allow_indirect_imports=True,
        ignore_imports=[" -> ".join(f"app.{end}".replace("/", ".") for end in edge) for edge in known],
    )  # fmt: skip
    contract = forbidden(importers=globs(sources), imported=globs(targets))
    exceptions = [excepting(f"{importer}.py", f"{imported}.py") for importer, imported in known]
    text = ", ".join(" -> ".join(edge) for edge in sorted(dependencies))
    done = settled(text, contract, *exceptions)
    assert all(finding.state == "excepted" for finding in done.findings) == kept
    assert len(done.unused) == len(known) - len(
        {chain_of(finding) for finding in done.findings if finding.state != "open"}
    )

"""What is fuzzed and what must hold: each target makes inputs from chance, and raises where archlint breaks a promise.

extraction: bytes as a source file. declaration: bytes as archlint.toml, as another tool's file, as deployment files.
rendering: an analysis of an example under hostile names, in every format. whole: an example with one file broken, all stages.
"""

import json
import shutil
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec
from mutations import mutated

from archlint.languages.catalogue import DIALECTS, SUFFIXES, suffix_of
from archlint.model.analysis import Analysis
from archlint.model.facts import FileFacts
from archlint.model.rulebook import DeclarationError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "self-care" / "current"
SECONDS = 2.0
_AT_MOST = 40.0
"""Where tree-sitter recovers from errors it looks at the clock seldom: sixty kilobytes of nonsense took 16 s of 2 allowed.
The conductor ends a worker that is so late (workers.py); here only what would never end is a failure.
"""


class Case(NamedTuple):
    """`name` tells the target how the content is meant: a dialect, a file's name, or nothing."""

    name: str
    content: bytes


class Target(NamedTuple):
    make: Callable[[Random], Case]
    judge: Callable[[Case], None]


def _refuse_controls(what: str, text: str) -> None:
    assert all(line.isprintable() for line in text.split("\n")), f"{what} holds what acts on a terminal"


# --- extraction ---


@cache
def _sources() -> dict[str, tuple[bytes, ...]]:
    """Sources by dialect."""
    found: dict[str, list[bytes]] = {dialect: [b""] for dialect in DIALECTS}
    for folder in ("examples", "rules", "archlint", "tests/cases"):
        for path in sorted((ROOT / folder).rglob("*")):
            if not path.is_file() or path.stat().st_size > 20_000:
                continue
            known = SUFFIXES.get(suffix_of(path.name))
            if known is not None:
                found[known[1]].append(path.read_bytes())
            elif path.suffix == ".md":
                for dialect, code in _fenced(path.read_text("utf-8")):
                    found[dialect].append(code.encode())
    found["python-stub"] += found["python"][:50]
    return {dialect: tuple(one) for dialect, one in found.items()}


def _fenced(text: str) -> list[tuple[str, str]]:
    """The blocks of code in Markdown, by dialect."""
    names = {"python": "python", "py": "python", "ts": "typescript", "tsx": "tsx", "java": "java", "vue": "vue"}
    names |= {"typescript": "typescript", "js": "javascript", "javascript": "javascript", "svelte": "svelte"}
    found = []
    for block in text.split("\n```")[1::2]:
        head, _, code = block.partition("\n")
        if head.strip().split(" ")[0] in names:
            found.append((names[head.strip().split(" ")[0]], code + "\n"))
    return found


def _make_source(chance: Random) -> Case:
    dialect = chance.choice(sorted(DIALECTS))
    return Case(dialect, mutated(_sources()[dialect], chance))


def _judge_source(case: Case) -> None:
    language = DIALECTS[case.name]
    for load in (language.extract, language.surface):
        if load is None:
            continue
        began = time.process_time()
        facts = load()(case.content, case.name, SECONDS)
        assert time.process_time() - began < _AT_MOST, "it takes longer than it may"
        packed = msgspec.msgpack.encode(facts)
        assert msgspec.msgpack.decode(packed, type=FileFacts) == facts
        if not any(problem.kind == "timeout" for problem in facts.problems):
            assert msgspec.msgpack.encode(load()(case.content, case.name, SECONDS)) == packed, "two answers"
        for reference in facts.references:
            assert 0 <= reference.span.start <= reference.span.end <= len(case.content)
            assert 1 <= reference.span.line <= facts.lines + 1
            assert reference.target or facts.problems
    if language.sketch is not None:
        began = time.process_time()
        language.sketch()(case.content, case.name, SECONDS)
        assert time.process_time() - began < _AT_MOST, "drawing it takes longer than it may"


# --- declarations, of archlint and of others ---


@cache
def _declarations() -> dict[str, tuple[bytes, ...]]:
    found: dict[str, list[bytes]] = {}
    for path in sorted([*ROOT.glob("rules/**/pack.toml"), *ROOT.glob("examples/**/archlint.toml")]):
        found.setdefault("archlint.toml", []).append(path.read_bytes())
    found["archlint.toml"].append((ROOT / "archlint.toml").read_bytes())
    found["archlint.toml"] += [block.encode() for block in _documented()]
    found["archlint-baseline.json"] = [b'{"schema": "archlint-baseline/1", "entries": []}']
    found["pyproject.toml"] = [
        (ROOT / "pyproject.toml").read_bytes(),
        b"[tool.archlint]\n[[tool.archlint.layers]]\nname='a'\n",
    ]
    found |= {name: [text.encode()] for name, text in _FOREIGN.items()}
    from archlint.manifests.files import wants

    for path in sorted((ROOT / "examples").rglob("*")):
        if path.is_file() and wants(path.relative_to(ROOT).as_posix()) and path.stat().st_size < 50_000:
            found.setdefault(f"deployment/{path.name}", []).append(path.read_bytes())
    for name, text in _DEPLOYED.items():
        found.setdefault(f"deployment/{name}", []).append(text.encode())
    return {name: tuple(one) for name, one in found.items()}


def _documented() -> list[str]:
    """The declarations in the literate cases and in the guide."""
    texts = [
        path.read_text("utf-8") for folder in ("tests/cases", "docs") for path in sorted((ROOT / folder).rglob("*.md"))
    ]
    blocks = [block for text in texts for block in text.split("\n```")[1::2]]
    return sorted({block.partition("\n")[2] for block in blocks if block.startswith("toml")})


_FOREIGN = {
    ".importlinter": "[importlinter]\nroot_package = a\n[importlinter:contract:1]\nname = x\ntype = layers\n"
    "layers =\n  a.b\n  a.c | a.d\n",
    "tach.toml": '[[modules]]\npath = "a.b"\ndepends_on = ["a.c", {path = "x"}]\n'
    '[[interfaces]]\nexpose = ["x.*"]\nfrom = ["a"]\n',
    ".dependency-cruiser.js": "module.exports = { forbidden: [{ name: 'a', severity: 'error', from: { path: '^src/(a|b)/' }, "
    "to: { pathNot: '^src/$1/', circular: true } }], options: { doNotFollow: 'x' } };\n",
    "deply.yaml": "deply:\n  paths: [a]\n  layers:\n    - name: m\n      collectors:\n        - type: directory\n"
    "          directories: [m]\n  ruleset:\n    m:\n      disallow_layer_dependencies: [v]\n",
    "deptrac.yaml": "deptrac:\n  paths: [./src]\n  layers:\n    - name: C\n      collectors:\n"
    "        - {type: directory, value: src/C/.*}\n"
    "  ruleset:\n    C: [S]\n",
    "architecture.puml": "@startuml\n[A] <<..a..>> as A\n[B] <<..b..>>\nA --> [B]\n@enduml\n",
}
_DEPLOYED = {
    "compose.yml": "services:\n  a:\n    build: ./a\n    environment:\n      B_URL: http://b:80\n"
    "    depends_on: [b]\n  b: {image: x}\n",
    "k8s.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n---\n"
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"
    "spec:\n  template:\n    spec:\n      containers: [{name: a, image: a}]\n",
    "nginx.conf": "http { upstream u { server a:80; } server { location /api/ { proxy_pass http://u/; } } }\n",
    "openapi.yaml": "openapi: 3.0.0\nservers: [{url: /v1}]\npaths:\n  /x/{y}:\n    get: {operationId: z, "
    "responses: {'200': {$ref: '#/components/responses/R'}}}\n",
    "pom.xml": "<project><artifactId>a</artifactId><modules><module>b</module></modules></project>\n",
    "application.yml": "spring:\n  application: {name: a}\n  cloud:\n"
    "    gateway:\n      routes:\n        - id: x\n          uri: lb://b\n"
    "          predicates: [Path=/b/**]\n",
    "package.json": '{"name": "a", "proxy": "http://b:3000", "workspaces": ["p/*"], "dependencies": {"react": "1"}}\n',
    "Dockerfile": "FROM a AS b\nCOPY x y\nENV U=http://c\nEXPOSE 80\nCMD [\"x\"]\n",
    ".env": "A=http://b\nC=${A}/x\n",
}  # fmt: skip


def _make_declaration(chance: Random) -> Case:
    name = chance.choice((*sorted(_declarations()), "archlint.toml", "archlint.toml", "archlint.toml"))
    return Case(name, mutated(_declarations()[name], chance))


def _judge_declaration(case: Case) -> None:
    from archlint.manifests.catalogue import read_deployment
    from archlint.pipeline import baseline, foreign
    from archlint.rulebook.foreign.catalogue import FOREIGN
    from archlint.rulebook.foreign.translation import ForeignError
    from archlint.rulebook.load import load_rulebook

    if case.name.startswith("deployment/"):
        msgspec.msgpack.encode(read_deployment({case.name.partition("/")[2]: case.content}))
        return
    folder = Path(tempfile.mkdtemp(prefix="archlint-fuzz-"))
    try:
        (folder / case.name).write_bytes(case.content)
        (folder / "a.py").write_text("import b\n")
        began = time.process_time()
        try:
            if case.name == "archlint-baseline.json":
                baseline.read(folder / case.name, case.name)
            elif case.name in ("archlint.toml", "pyproject.toml"):
                load_rulebook(folder)
            for one in FOREIGN:
                if case.name in one.files or (case.name.endswith(".puml") and not one.files):
                    foreign.translated(folder, one, case.name)
        except (DeclarationError, ForeignError) as error:
            _refuse_controls("a message", str(error))
        assert time.process_time() - began < 10, "it takes too long to say what is wrong"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- renderings ---

HOSTILE = (
    "<script>alert(1)</script>", '"]; node [shape=box]; x [label="', "%%{init: {'theme':'dark'}}%%", "]]> <!-- --",
    "${jndi:ldap://x}",
    "=cmd()|'/c calc'!A0", "a|b`c*d_e\\", "\x1b[31mred\x1b]8;;http://x\x07", "line\nbreak\r::error::x",
    "\u202egnp.exe\u200b\ufeff",
    "é日本\U0001f600", "\x00nul\x9bcsi", "&amp;&#60;#quot;%0A%25", "\\N\\G\\l", "](javascript:x) ![x](y) @everyone #1",
    "tab\there",
    "", " ", ".", "/", "\\", "x" * 3000, "-->", "end", "{{x}}", "@enduml", "constructor", "__proto__",
)  # fmt: skip


class Change(msgspec.Struct):
    """What is done to the example's analysis before it is rendered."""

    renames: dict[str, str]
    dropped: tuple[str, ...]
    formats: tuple[str, ...]
    level: str


@cache
def _example() -> Any:
    from archlint.model.plan import PlanRequest
    from archlint.pipeline.analyze import analyze
    from archlint.pipeline.request import Request

    asked = Request(
        cache=False, workers=1, need_graph=True, need_assessment=True, units_of="", plan=PlanRequest(steps=1)
    )
    return msgspec.to_builtins(analyze(EXAMPLE, asked))


@cache
def _formats() -> dict[str, Any]:
    from archlint.reports import formats

    tables = {name.lower(): table for name, table in vars(formats).items() if name.endswith("FORMATS")}
    tables["check"] = tables.pop("formats")
    return {
        f"{table}:{name}": chosen
        for table, rows in sorted(tables.items())
        for name, chosen in rows.items()
        if name not in ("png", "pdf") and table != "difference_formats"
    }


@cache
def _strings() -> tuple[str, ...]:
    found: set[str] = set()
    open_values = [_example()]
    while open_values:
        value = open_values.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            found |= {key for key in value if "/" in key or "." in key}
            open_values += [inner for key, inner in value.items() if key != "bound"]  # a form that archlint writes
        elif isinstance(value, list | tuple):
            open_values += value
    return tuple(sorted(found))


def _make_change(chance: Random) -> Case:
    named = chance.sample(_strings(), chance.choice((1, 5, 50)))
    layers = [layer["name"] for layer in _example()["layers"]]
    named += [name for name in layers if chance.random() < 0.3]
    renames = {
        name: chance.choice(HOSTILE) + (f"-{at}" if chance.random() < 0.8 else "") for at, name in enumerate(named)
    }
    optional = (
        "graph",
        "balance",
        "connections",
        "architecture",
        "operations",
        "standards",
        "assessment",
        "units",
        "journeys",
    )
    change = Change(
        renames,
        tuple(name for name in (*optional, "transition", "plan", "findings") if chance.random() < 0.08),
        tuple(chance.sample(sorted(_formats()), 3)),
        chance.choice(("layer", "part", "component", "package", "module")),
    )
    return Case("change.json", msgspec.json.encode(change))


def _renamed(value: Any, renames: dict[str, str]) -> Any:
    if isinstance(value, str):
        return renames.get(value, value)
    if isinstance(value, dict):
        return {renames.get(key, key): _renamed(inner, renames) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(inner, renames) for inner in value]
    return value


def _judge_change(case: Case) -> None:
    from archlint.checks.catalogue import CHECKS
    from archlint.cli.graphviz import draw
    from archlint.reports.view import View

    change = msgspec.json.decode(case.content, type=Change)
    values = {name: value for name, value in _example().items() if name not in change.dropped}
    if "graph" in change.dropped:
        values.pop("verdicts", None)
    try:
        analysis = msgspec.convert(_renamed(values, change.renames), Analysis)
    except msgspec.ValidationError:  # a word of the schema was renamed
        return
    for name in change.formats:
        chosen = _formats()[name]
        if chosen.graph and analysis.graph is None:
            continue  # the door refuses it (Format.graph)
        if name.startswith("architecture") and analysis.architecture is None:
            continue
        graphic = name.partition(":")[0] in ("graph_formats", "drawn")
        view = View(checks=CHECKS, limit=None, statistics=True, engine=draw, level=change.level if graphic else None)
        text = chosen.render(analysis, view)
        _refuse_controls(name, text)
        if name.endswith((":json", ":sarif", ":gitlab")):
            json.loads(text)
        if name.endswith((":junit", ":svg", ":graphml")):
            ET.fromstring(text)
        assert chosen.render(analysis, view) == text, f"{name} has two answers"


# --- all stages ---


@cache
def _example_files() -> dict[str, bytes]:
    paths = sorted(path for path in EXAMPLE.rglob("*") if path.is_file() and ".archlint_cache" not in path.parts)
    return {path.relative_to(EXAMPLE).as_posix(): path.read_bytes() for path in paths}


def _make_broken(chance: Random) -> Case:
    name = chance.choice(sorted(_example_files()))
    return Case(name, mutated((_example_files()[name],), chance))


def _judge_broken(case: Case) -> None:
    from archlint.pipeline.analyze import analyze
    from archlint.pipeline.request import Request

    folder = Path(tempfile.mkdtemp(prefix="archlint-fuzz-"))
    try:
        for name, content in _example_files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(case.content if name == case.name else content)
        try:
            analyze(folder, Request(cache=False, workers=1, need_graph=True, need_assessment=True, units_of=""))
        except DeclarationError as error:
            _refuse_controls("a message", str(error))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


TARGETS: dict[str, Target] = {
    "extraction": Target(_make_source, _judge_source),
    "declaration": Target(_make_declaration, _judge_declaration),
    "rendering": Target(_make_change, _judge_change),
    "whole": Target(_make_broken, _judge_broken),
}

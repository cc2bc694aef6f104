"""How other tools pass silently, each seen there: archlint must not. One test per fault, the peer in its docstring."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from faulty_projects import LAYERS, ROOT, SOUND, check, process, run, written

# --- what the tests stand on ---


def test_the_sound_project_is_clean(tmp_path: Path) -> None:
    answer = check(tmp_path, SOUND)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "0 findings in 3 modules, 2 dependencies (2 allowed) · coverage 100 % · 0 % of references unresolved\n"
    )


# --- the declaration says less than it seems to ---


def test_a_source_root_that_points_nowhere(tmp_path: Path) -> None:
    """tach: "All modules validated", exit 0."""
    files = SOUND | {"archlint.toml": '[project]\nroots = ["source"]\n\n' + LAYERS, "data/up.py": "import ui.page\n"}
    answer = check(tmp_path, files)
    assert answer.code == 1
    assert "archlint.toml:2: [project] roots: 'source' names no folder with sources" in answer.err


@pytest.mark.parametrize("declaration", ["", "# nothing yet\n", '[project]\nname = "shop"\n'])
def test_an_empty_configuration(declaration: str, tmp_path: Path) -> None:
    """tach: "All modules validated", exit 0."""
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration})
    assert answer.code == 2
    assert answer.last_line.startswith("nothing was checked: no layers and no contracts are declared")


def test_no_configuration_at_all(tmp_path: Path) -> None:
    """import-linter: refuses; most others pass. A draft is shown, and is never "passed"."""
    files = {
        "frontend/src/App.tsx": 'import { useState } from "react";\n',
        "backend/app/api/routes.py": "from fastapi import APIRouter\n\nfrom app import models\n",
        "backend/app/models.py": "import sqlalchemy\n",
    }
    answer = check(tmp_path, files)
    assert answer.code == 2
    assert answer.last_line.startswith("draft: nothing was enforced")
    assert "in 3 modules" in answer.last_line


def test_a_misspelt_module_path(tmp_path: Path) -> None:
    """tach: a warning, exit 0."""
    misspelt = LAYERS.replace('"data/**"', '"dta/**"')
    answer = check(tmp_path, SOUND | {"archlint.toml": misspelt})
    assert answer.code == 1
    assert "archlint.toml:9: empty-layer: layer data holds no module" in answer.out
    assert "uncovered-module: 1 module under data/ is in no layer" in answer.out


def test_code_in_no_module(tmp_path: Path) -> None:
    """tach ignores it; unknown elements pass in eslint-plugin-boundaries, so that its rules "may never have worked"."""
    answer = check(tmp_path, SOUND | {"lib/money.py": "import data.rows\n"})
    assert "uncovered-module: 1 module under lib/ is in no layer" in answer.out
    assert "(2 allowed, 1 uncovered) · coverage 75 %" in answer.last_line
    assert check(tmp_path, {}, "--strict").code == 1


def test_code_in_no_module_hides_no_chain(tmp_path: Path) -> None:
    """eslint-plugin-boundaries and tach judge each import by itself: a folder that nobody declared undoes every rule."""
    files = SOUND | {"ui/page.py": "import lib.money\n", "lib/money.py": "import data.rows\n"}
    answer = check(tmp_path, files)
    assert answer.code == 1
    assert "ui reaches past services into data through modules in no layer" in answer.out


@pytest.mark.parametrize("end", ["importers", "imported"])
def test_wildcards_of_a_contract_that_match_nothing(end: str, tmp_path: Path) -> None:
    """import-linter: KEPT. dependency-cruiser: passes."""
    ends = {"importers": "ui/**", "imported": "data/**"} | {end: "nowhere/**"}
    contract = "".join(f'{name} = ["{glob}"]\n' for name, glob in ends.items())
    answer = check(tmp_path, SOUND | {"archlint.toml": f'{LAYERS}\n[[contracts]]\nkind = "forbidden"\n{contract}'})
    assert answer.code == 1
    assert f"unmatched-pattern: contracts.0.{end}: 'nowhere/**' matches nothing" in answer.out


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("[[layers]]", "[[layer]]", "layer: unknown key; did you mean 'layers'?"),
        ("paths =", "path =", "layers.ui.path: unknown key; did you mean 'paths'?"),
        ("[[layers]]\n", "strict = true\n\n[[layers]]\n", "strict: unknown key"),
    ],
)
def test_unknown_keys(before: str, after: str, named: str, tmp_path: Path) -> None:
    """import-linter ignores unknown top-level keys. archfence: a typo in a rule's key deletes the rule. dependency-cruiser
    does not name the key.
    """
    answer = check(tmp_path, SOUND | {"archlint.toml": LAYERS.replace(before, after, 1)})
    assert (answer.code, answer.out) == (2, "")
    assert f": {named}" in answer.err
    assert "archlint.toml:" in answer.err


def test_an_unknown_key_of_a_contract(tmp_path: Path) -> None:
    """archfence: a typo in a rule key deletes the rule."""
    contract = '\n[[contracts]]\nkind = "forbidden"\nimporter = ["ui"]\nimported = ["data"]\n'
    answer = check(tmp_path, SOUND | {"archlint.toml": LAYERS + contract})
    assert answer.code == 2
    assert "archlint.toml:15: contracts #1.importer: unknown key; did you mean 'importers'?" in answer.err


def test_the_name_of_a_layer_misspelt(tmp_path: Path) -> None:
    """archunitpython: green."""
    contract = '\n[[contracts]]\nkind = "forbidden"\nimporters = ["ui"]\nimported = ["dta"]\n'
    answer = check(tmp_path, SOUND | {"archlint.toml": LAYERS + contract})
    assert answer.code == 2
    assert "unknown layer 'dta'; did you mean 'data'?" in answer.err


@pytest.mark.parametrize("key", ["paths", "parts"])
def test_a_layer_that_matches_no_file(key: str, tmp_path: Path) -> None:
    """deply and archfence: exit 0."""
    value = '["nowhere/**"]' if key == "paths" else '{ one = "nowhere/**" }'
    layer = f'\n[[layers]]\nname = "ghost"\n{key} = {value}\n'
    answer = check(tmp_path, SOUND | {"archlint.toml": LAYERS + layer})
    assert answer.code == 1
    assert "empty-layer: layer ghost holds no module" in answer.out


def test_one_pattern_of_several_that_matches_nothing(tmp_path: Path) -> None:
    """All peers: the others match, so nothing is said."""
    declaration = LAYERS.replace('["ui/**"]', '["ui/**", "gui/**"]')
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration})
    assert answer.code == 1
    assert "archlint.toml:3: unmatched-pattern: layers.ui.paths: 'gui/**' matches nothing" in answer.out


@pytest.mark.parametrize("key", ["exclude", "tests", "roots"])
def test_a_pattern_of_the_project_that_matches_nothing(key: str, tmp_path: Path) -> None:
    """All peers: an exclusion that excludes nothing is not mentioned."""
    answer = check(tmp_path, SOUND | {"archlint.toml": f'[project]\n{key} = ["generatd/**"]\n\n{LAYERS}'})
    assert f"archlint.toml:2: [project] {key}: 'generatd/**'" in answer.err


def contract(text: str) -> dict[str, str]:
    return SOUND | {"archlint.toml": f"{LAYERS}\n[[contracts]]\n{text}\n"}


@pytest.mark.parametrize("modules", ["ui/**", "ui"])
def test_independence_of_a_single_piece(modules: str, tmp_path: Path) -> None:
    """import-linter: an independence contract over one module is KEPT."""
    answer = check(tmp_path, contract(f'kind = "independent"\nmodules = ["{modules}"]'))
    assert answer.code == 1
    assert f"'{modules}' is a single piece, independent of nothing, so it judges nothing" in answer.out


@pytest.mark.parametrize("chains", ["true", "false"])
def test_importers_that_hold_what_they_must_not_import(chains: str, tmp_path: Path) -> None:
    """import-linter skips overlapping modules, so that "nobody may import it" is always KEPT."""
    nobody = f'kind = "forbidden"\nimporters = ["**"]\nimported = ["data/**"]\nchains = {chains}'
    answer = check(tmp_path, contract(nobody))
    assert answer.code == 1
    assert "services/usage.py:1:8: forbidden-dependency" in answer.out
    assert "1 finding (1 error)" in answer.last_line


def test_a_contract_of_which_everything_is_excepted(tmp_path: Path) -> None:
    """import-linter: ignore_imports may take out the last import that a contract judges; it is KEPT."""
    ends = 'kind = "forbidden"\nimporters = ["services"]\nimported = ["data"]\nexcept_importers = ["services/**"]'
    answer = check(tmp_path, contract(ends))
    assert answer.code == 1
    assert "except_importers: takes out all importers, so it judges nothing" in answer.out


def test_a_contract_about_dependencies_that_are_not_seen(tmp_path: Path) -> None:
    """Tools that accept a setting before they obey it pass by it."""
    ends = 'kind = "forbidden"\nimporters = ["services"]\nimported = ["data"]\nkinds = ["call"]'
    answer = check(tmp_path, contract(ends))
    assert answer.code == 1
    assert "dependencies of kind call are not seen, so it judges nothing" in answer.out


def test_a_contract_about_requests_where_they_are_not_followed(tmp_path: Path) -> None:
    """What is switched off judges nothing, and says so."""
    ends = 'kind = "forbidden"\nimporters = ["services"]\nimported = ["data"]\nkinds = ["http"]'
    answer = check(
        tmp_path,
        contract(ends) | {"archlint.toml": contract(ends)["archlint.toml"] + "\n[project]\nconnections = false\n"},
    )
    assert answer.code == 1
    assert "dependencies of kind http are not seen, so it judges nothing" in answer.out
    assert "connections = true" in answer.out


def test_an_independent_layer_without_parts(tmp_path: Path) -> None:
    """A flag that has no effect is mentioned nowhere."""
    declaration = LAYERS.replace('name = "ui"', 'name = "ui"\nindependent = true')
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration})
    assert answer.code == 1
    assert "layers.ui.independent: says nothing about a layer without parts" in answer.out


@pytest.mark.parametrize("key", ["journeys.0.entries", "transition.current", "transition.bridges"])
def test_a_journey_or_a_transition_about_nothing(key: str, tmp_path: Path) -> None:
    """What names no module moves nothing, and looks as if all had moved."""
    text = {
        "journeys.0.entries": '[[journeys]]\nname = "pay"\nentries = ["uii/**"]\n',
        "transition.current": '[transition]\ncurrent = ["daata/**"]\n',
        "transition.bridges": '[transition]\ncurrent = ["data/**"]\nbridges = ["services/bridg/**"]\n',
    }[key]
    answer = check(tmp_path, SOUND | {"archlint.toml": f"{LAYERS}\n{text}"})
    assert answer.code == 1
    assert f"{key}: " in answer.out
    assert "matches nothing" in answer.out


@pytest.mark.parametrize("key", ["tests", "generated", "exclude"])
def test_a_kind_of_files_of_which_there_are_none(key: str, tmp_path: Path) -> None:
    """Whoever misspells the folder of generated code has its logic counted, and nobody tells."""
    answer = check(tmp_path, SOUND | {"archlint.toml": f'{LAYERS}\n[project]\n{key} = ["genrated/**"]\n'})
    assert f"[project] {key}: 'genrated/**' matches nothing; correct or remove it" in answer.err


def test_bands_over_hardly_any_logic(tmp_path: Path) -> None:
    """A limit below which nothing is judged is silent in most tools."""
    answer = check(tmp_path, SOUND | {"archlint.toml": f"{LAYERS}\n[balance]\nui = [0.9, 1.0]\n"})
    assert answer.code == 0
    assert "[balance] is not judged: the layers hold 0 decisions, fewer than 30" in answer.err


def test_two_stars_match_files_directly_in_the_folder(tmp_path: Path) -> None:
    """archunitpython: `**/x/**` misses them."""
    declaration = LAYERS.replace('"data/**"', '"**/data/**"')
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration, "data/deep/er.py": "import ui.page\n"})
    assert "coverage 100 %" in answer.last_line
    assert "data/deep/er.py:1:8: upward-dependency" in answer.out


def test_globs_are_globs(tmp_path: Path) -> None:
    """dependency-cruiser: a glob is an "unsafe regular expression", or matches something else."""
    declaration = LAYERS.replace('"data/**"', '"{data,stores}/**/*.py"').replace('"ui/**"', '"u[a-i]/*"')
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration, "stores/x.py": "import ui.page\n", "up/x.py": ""})
    assert "stores/x.py:1:8: upward-dependency" in answer.out
    assert "1 module under up/ is in no layer" in answer.out
    assert "coverage 80 %" in answer.last_line


# --- there was nothing to look at ---


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """archunitpython: a missing root is green. code-governance: wrong root, 0 edges, PASSED."""
    answer = run("check", tmp_path / "nowhere")
    assert answer.code == 2
    assert "there is no folder" in answer.err


def test_a_folder_without_sources(tmp_path: Path) -> None:
    """code-governance: wrong root, 0 edges, PASSED."""
    answer = check(tmp_path, {"archlint.toml": LAYERS, "README.md": "nothing\n"})
    assert answer.code == 2
    assert answer.last_line.startswith("nothing was checked: no source file was found")


def test_everything_is_excluded(tmp_path: Path) -> None:
    """dependency-cruiser: 0 modules cruised, exit 0."""
    answer = check(tmp_path, SOUND | {"archlint.toml": '[project]\nexclude = ["**"]\n\n' + LAYERS})
    assert answer.code == 2
    assert "nothing was checked" in answer.last_line


def test_everything_is_a_test(tmp_path: Path) -> None:
    """dependency-cruiser: 0 modules cruised, exit 0."""
    answer = check(tmp_path, SOUND | {"archlint.toml": '[project]\ntests = ["**"]\n\n' + LAYERS})
    assert answer.code == 2
    assert "nothing was checked" in answer.last_line
    assert "3 tests" in answer.last_line


def test_typescript_without_a_compiler(tmp_path: Path) -> None:
    """dependency-cruiser: with a TypeScript that it does not support, 0 modules and exit 0."""
    files = {
        "archlint.toml": LAYERS,
        "package.json": '{ "devDependencies": { "typescript": "99.0.0" } }\n',
        "ui/page.ts": 'import { used } from "../services/usage";\nimport { rows } from "../data/rows";\n',
        "services/usage.ts": "export const used = 1;\n",
        "data/rows.ts": "export const rows = [];\n",
    }
    answer = check(tmp_path, files)
    assert answer.code == 1
    assert "ui/page.ts:2" in answer.out
    assert "1 finding (1 error) in 3 modules, 2 dependencies" in answer.last_line


def test_aliases_are_found_without_being_told_where(tmp_path: Path) -> None:
    """dependency-cruiser: without `tsConfig` set, 0 errors instead of 18."""
    files = {
        "archlint.toml": LAYERS,
        "tsconfig.json": '{ "compilerOptions": { "paths": { "~/*": ["./*"] } } }\n',
        "ui/page.ts": 'import { rows } from "~/data/rows";\n',
        "services/usage.ts": "export {};\n",
        "data/rows.ts": "export const rows = [];\n",
    }
    assert "ui/page.ts:1:1: layer-skip" in check(tmp_path, files).out


# --- a file was not read, or not wholly ---


def test_a_file_in_latin_1_that_says_so_is_read(tmp_path: Path) -> None:
    """tach: undecodable files, even valid latin-1, are skipped with a warning."""
    answer = check(tmp_path, SOUND | {"data/gr.py": "# coding: latin-1\nGRÜN = 1\nimport ui.page\n".encode("latin-1")})
    assert answer.code == 1
    assert "data/gr.py:3:8: upward-dependency" in answer.out
    assert "unparsed-source" not in answer.out


def test_a_file_that_cannot_be_decoded_is_a_finding(tmp_path: Path) -> None:
    """tach and archfence skip it; archunitpython drops it."""
    answer = check(tmp_path, SOUND | {"data/gr.py": "GRÜN = 1\n".encode("latin-1")})
    assert answer.code == 1
    assert "unparsed-source: data/gr.py was not read whole" in answer.out


def test_a_byte_order_mark_is_no_reason_to_drop_a_file(tmp_path: Path) -> None:
    """archunitpython drops files with a BOM."""
    answer = check(tmp_path, SOUND | {"data/up.py": b"\xef\xbb\xbfimport ui.page\n"})
    assert answer.code == 1
    assert "data/up.py:1:8: upward-dependency: data depends upward on ui" in answer.out
    assert "     1 | import ui.page\n       |        ^^^^^^^" in answer.out
    assert "unparsed-source" not in answer.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/broken.py", "import ui.page\ndef total(:\n    pass\n"),
        ("data/broken.ts", 'import "../ui/list";\nconst = ;\n'),
        ("data/Broken.java", "import com.acme.Page;\nclass Broken { void total( { }\n"),
    ],
)
def test_a_syntax_error_is_a_finding_in_every_language(name: str, text: str, tmp_path: Path) -> None:
    """archunitpython drops the file, archfence ignores the error."""
    answer = check(tmp_path, SOUND | {name: text, "ui/list.ts": "export {};\n"})
    assert answer.code == 1
    assert f"unparsed-source: {name} was not read whole" in answer.out


def test_what_stands_around_a_syntax_error_counts(tmp_path: Path) -> None:
    """Tools that parse with the interpreter's `ast` lose the whole file."""
    answer = check(tmp_path, SOUND | {"data/broken.py": "import ui.page\ndef total(:\n    pass\n"})
    assert "data/broken.py:1:8: upward-dependency" in answer.out


def test_newer_syntax_than_the_running_python(tmp_path: Path) -> None:
    """Several peers parse with the running interpreter's `ast` and fail on Python 3.14."""
    text = 'import ui.page\n\ntry:\n    pass\nexcept ValueError, TypeError:\n    pass\nNAME = t"{ui}"\ntype Row = list[int]\n'
    answer = check(tmp_path, SOUND | {"data/new.py": text})
    assert "data/new.py:1:8: upward-dependency" in answer.out
    assert "unparsed-source" not in answer.out


def test_a_file_that_is_too_large_is_a_finding(tmp_path: Path) -> None:
    """Peers read without bounds, or skip without a word."""
    declaration = "[project]\nmax_file_size = 100\n\n" + LAYERS
    answer = check(tmp_path, SOUND | {"archlint.toml": declaration, "data/large.py": "X = 1\n" * 50})
    assert answer.code == 1
    assert "unparsed-source: data/large.py was not read whole" in answer.out
    assert "1 too large" in answer.last_line


def test_a_file_that_is_not_what_its_name_says_is_a_finding(tmp_path: Path) -> None:
    """tach and archunitpython skip what they cannot decode."""
    answer = check(tmp_path, SOUND | {"data/image.py": bytes(range(256)) * 8})
    assert answer.code == 1
    assert "unparsed-source: data/image.py was not read whole" in answer.out


def test_folders_without_init(tmp_path: Path) -> None:
    """import-linter skips folders without `__init__.py`."""
    answer = check(tmp_path, SOUND | {"data/deep/down/here.py": "from ui import page\n"})
    assert "data/deep/down/here.py:1:" in answer.out
    assert answer.code == 1


def test_a_symbolic_link_is_left_out_and_counted(tmp_path: Path) -> None:
    """Peers follow links out of the project, or drop them without a word."""
    written(tmp_path, SOUND)
    (tmp_path / "ui" / "link.py").symlink_to(tmp_path / "data" / "rows.py")
    assert "left out: 1 symbolic link" in check(tmp_path, {}).last_line


# --- an import was not seen, or blamed on somebody else ---


def test_star_imports(tmp_path: Path) -> None:
    """deply misses them."""
    assert "data/up.py:1:6: upward-dependency" in check(tmp_path, SOUND | {"data/up.py": "from ui.page import *\n"}).out


def test_a_re_export_is_its_own_dependency(tmp_path: Path) -> None:
    """deply blames re-exports on the wrong layer."""
    files = SOUND | {
        "ui/page.py": "from services.usage import ROWS\n",
        "services/usage.py": "from data.rows import ROWS\n\n__all__ = ['ROWS']\n",
    }
    assert check(tmp_path, files).code == 0
    files |= {"ui/page.py": "from services import ROWS\n", "services/__init__.py": "from .usage import ROWS\n"}
    assert check(tmp_path, files).code == 0


def test_more_dots_than_folders(tmp_path: Path) -> None:
    """import-linter panics on `from .... import q`."""
    answer = check(tmp_path, SOUND | {"data/dots.py": "from .... import q\n"})
    assert answer.code == 0
    assert "33.3 % of references unresolved" in answer.last_line


@pytest.mark.parametrize(
    "text",
    [
        'import importlib\n\nPAGE = importlib.import_module("ui.page")\n',
        'PAGE = __import__("ui.page")\n',
        'from importlib import import_module as load\n\nPAGE = load("ui.page")\n',
    ],
)
def test_imports_written_as_strings(text: str, tmp_path: Path) -> None:
    """grimp, tach and archunitpython see import statements only."""
    answer = check(tmp_path, SOUND | {"data/up.py": text})
    assert answer.code == 1
    assert "upward-dependency: data depends upward on ui" in answer.out


@pytest.mark.parametrize(
    "text",
    [
        'export const page = () => import("../ui/list");\n',
        'const page = require("../ui/list");\nexport default page;\n',
    ],
)
def test_imports_by_a_call_in_typescript(text: str, tmp_path: Path) -> None:
    """Tools that look for import statements miss both."""
    answer = check(tmp_path, SOUND | {"data/up.ts": text, "ui/list.ts": "export {};\n"})
    assert "data/up.ts:1:" in answer.out
    assert answer.code == 1


def test_what_only_the_type_checker_sees_counts_unless_said_otherwise(tmp_path: Path) -> None:
    """import-linter takes it out of the graph, for all contracts, by one switch."""
    text = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import ui.page\n"
    assert check(tmp_path, SOUND | {"data/up.py": text}).code == 1
    switch = "\n[checks.upward-dependency]\ninclude_type_only = false\n"
    assert check(tmp_path, SOUND | {"data/up.py": text, "archlint.toml": LAYERS + switch}).code == 0


@pytest.mark.parametrize(
    "text",
    [
        "def show():\n    import ui.page\n",
        "try:\n    import ui.page\nexcept ImportError:\n    ui = None\n",
        "class Row:\n    from ui.page import Page\n",
        "if True:\n    import ui.page as p\n",
        "import json; import ui.page\n",
        "from ui import (\n    page,\n)\n",
        "import ui.page \\\n    as p\n",
        "import os, ui.page\n",
    ],
)
def test_imports_wherever_they_stand(text: str, tmp_path: Path) -> None:
    """Tools that read the first lines, or the top level only, miss these."""
    answer = check(tmp_path, SOUND | {"data/up.py": text})
    assert "upward-dependency: data depends upward on ui" in answer.out


def test_cycles_among_undeclared_dependencies(tmp_path: Path) -> None:
    """tach: cycle and visibility checks look at declared dependencies only."""
    files = SOUND | {"data/rows.py": "import data.names\n", "data/names.py": "import data.rows\n"}
    answer = check(tmp_path, files, "--strict")
    assert answer.code == 1
    assert "dependency-cycle: 2 modules depend on each other in a circle" in answer.out
    public = LAYERS.replace('paths = ["data/**"]', 'paths = ["data/**"]\npublic = ["data/names.py"]')
    assert "private-access" in check(tmp_path, {"archlint.toml": public}).out


def test_references_that_lead_nowhere_are_counted_and_can_be_bounded(tmp_path: Path) -> None:
    """code-governance: wrong root, 0 edges, PASSED. A graph full of holes looks like a clean one."""
    files = SOUND | {"ui/__init__.py": "", "ui/page.py": "import services.usage\nimport ui.gone\n"}
    answer = check(tmp_path, files)
    assert answer.code == 0
    assert "33.3 % of references unresolved" in answer.last_line
    bounded = check(tmp_path, {"archlint.toml": "[project]\nmax_unresolved = 0.1\n\n" + LAYERS})
    assert bounded.code == 1
    assert "unresolved-reference: 1 of 3 references lead nowhere (33.3%, allowed 10.0%)" in bounded.out


# --- what is accepted ---


def excepting(until: str = "") -> str:
    return f'{LAYERS}\n[[exceptions]]\ncheck = "layer-skip"\nimporter = "ui/**"\nbecause = "Known."\n{until}'


def test_an_exception_that_accepts_nothing(tmp_path: Path) -> None:
    """pytestarch, deply and eslint keep it for ever."""
    answer = check(tmp_path, SOUND | {"archlint.toml": excepting()})
    assert answer.code == 1
    assert "archlint.toml:13: unused-exception: exception for layer-skip (ui/**)" in answer.out


def test_an_exception_that_has_expired(tmp_path: Path) -> None:
    """No peer knows a last day."""
    files = SOUND | {"ui/page.py": "import data.rows\n"}
    answer = check(tmp_path, files | {"archlint.toml": excepting("until = 2020-02-29\n")})
    assert answer.code == 1
    assert "expired-exception: exception for layer-skip (ui/**) ended on 2020-02-29" in answer.out
    assert "ui/page.py:1:8: layer-skip" in answer.out
    assert check(tmp_path, files | {"archlint.toml": excepting("until = 2999-12-31\n")}).code == 0


def test_an_exception_without_a_reason(tmp_path: Path) -> None:
    """import-linter's ignore_imports, dependency-cruiser's and deply's exceptions ask for none."""
    answer = check(tmp_path, SOUND | {"archlint.toml": excepting().replace("Known.", "  ")})
    assert answer.code == 2
    assert "because: must say why" in answer.err


@pytest.mark.parametrize("comment", ["allow[layer-skip]", "allow[] why not", "allow[layerskip] why not"])
def test_a_comment_that_cannot_accept_anything(comment: str, tmp_path: Path) -> None:
    """Linters with comments such as `noqa` take any of them."""
    answer = check(tmp_path, SOUND | {"ui/page.py": f"import data.rows  # archlint: {comment}\n"})
    assert answer.code == 1
    assert "ui/page.py:1:8: layer-skip" in answer.out
    assert "ui/page.py:1: unused-exception" in answer.out


def test_a_baseline_survives_a_renamed_file(tmp_path: Path) -> None:
    """dependency-cruiser: a renamed file breaks the baseline."""
    written(tmp_path, SOUND | {"ui/page.py": "import data.rows\n"})
    assert run("baseline", tmp_path, "--no-cache").code == 0
    (tmp_path / "ui" / "page.py").rename(tmp_path / "ui" / "screen.py")
    assert check(tmp_path, {}).code == 0


def test_a_baseline_accepts_nothing_new(tmp_path: Path) -> None:
    """tach and others count findings per file: one gone makes room for another."""
    written(tmp_path, SOUND | {"ui/page.py": "import data.rows\n", "data/stock.py": ""})
    run("baseline", tmp_path, "--no-cache")
    answer = check(tmp_path, {"ui/page.py": "import data.stock\n"})
    assert answer.code == 1
    assert "layer-skip: ui reaches past services into data" in answer.out
    assert "unused-exception: baseline entry layer-skip ui/page.py → data/rows.py has no finding any more" in answer.out


def test_a_baseline_that_is_something_else(tmp_path: Path) -> None:
    """Tools that cannot read their baseline start from an empty one, or from one that accepts everything."""
    answer = check(tmp_path, SOUND | {"archlint-baseline.json": '{"entries": {}}'})
    assert answer.code == 2
    assert "this is not a baseline" in answer.err


# --- the answer lies ---


@pytest.mark.parametrize("number", [1, 255, 256, 257, 512])
def test_the_exit_code_is_no_count(number: int, tmp_path: Path) -> None:
    """dependency-cruiser: the exit code is the number of errors and wraps, so 256 errors exit 0."""
    files = {f"data/up{index}.py": "import ui.page\n" for index in range(number)}
    answer = check(tmp_path, SOUND | files)
    assert answer.code == 1
    assert f"({number} error{'' if number == 1 else 's'}" in answer.last_line


def test_findings_mistakes_and_faults_have_codes_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """import-linter: 1 for findings, configuration errors and crashes alike."""
    assert check(tmp_path, SOUND).code == 0
    assert check(tmp_path, {"data/up.py": "import ui.page\n"}).code == 1
    assert check(tmp_path, {"archlint.toml": "[[layers\n"}).code == 2
    monkeypatch.setattr("archlint.pipeline.conclude.verdicts", None)
    assert check(tmp_path, SOUND).code == 3


def test_a_stored_answer_is_not_believed_when_only_the_content_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """import-linter: a cache keyed on time stamps returned a stale KEPT."""
    monkeypatch.setattr("archlint.pipeline.stored.is_calm", lambda *_: True)  # store at once what is young, too
    written(tmp_path, SOUND | {"data/up.py": "import ui_page\n"})
    for path in tmp_path.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert run("check", tmp_path).code == 0
    assert run("check", tmp_path).code == 0
    file = tmp_path / "data" / "up.py"
    file.write_text("import ui.page\n")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    assert run("check", tmp_path).code == 1


def test_a_stored_answer_is_not_believed_when_the_declaration_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """import-linter: a cache keyed on time stamps returned a stale KEPT."""
    monkeypatch.setattr("archlint.pipeline.stored.is_calm", lambda *_: True)
    written(tmp_path, SOUND | {"ui/page.py": "import data.rows\n"})
    assert run("check", tmp_path).code == 1
    written(tmp_path, {"archlint.toml": LAYERS.replace('name = "services"', 'name = "services"\nopen = true')})
    assert run("check", tmp_path).code == 0
    written(tmp_path, {"archlint.toml": LAYERS})
    assert run("check", tmp_path).code == 1


def test_the_order_of_the_output_is_always_the_same(tmp_path: Path) -> None:
    """import-linter: the order changes on every run."""
    files = {f"data/up{index}.py": "import ui.page, lib.money\n" for index in range(20)}
    written(tmp_path, SOUND | files | {"lib/money.py": "import ui.page\n"})
    answers = {
        process("check", tmp_path, "--no-cache", "--all", "--workers", workers, PYTHONHASHSEED=seed).stdout
        for seed, workers in (("0", "1"), ("1", "2"), ("2", "3"))
    }
    assert len(answers) == 1
    assert "21 findings" in answers.pop()


def test_a_finding_says_where(tmp_path: Path) -> None:
    """dependency-cruiser: no line numbers."""
    answer = check(tmp_path, SOUND | {"data/up.py": "\n\nimport ui.page\n"}, "--format", "json")
    (finding,) = json.loads(answer.out)["findings"]
    assert finding["importer"]["place"] == {"file": "data/up.py", "line": 3, "column": 8, "start": 9, "end": 16}


def test_one_rule_is_never_thousands_of_findings(tmp_path: Path) -> None:
    """dependency-cruiser: one reachability rule printed 12,820 findings on 128,332 lines."""
    many = range(60)
    files = {f"ui/p{one}.py": "import lib.all\n" for one in many} | {f"data/r{one}.py": "" for one in many}
    everything = "".join(f"import data.r{one}\n" for one in many)
    contract = '\n[[contracts]]\nkind = "forbidden"\nimporters = ["ui"]\nimported = ["data"]\nchains = true\n'
    answer = check(tmp_path, SOUND | files | {"lib/all.py": everything, "archlint.toml": LAYERS + contract})
    assert answer.code == 1
    assert "+59 more like this" in answer.out
    assert len(answer.out.splitlines()) < 60
    assert "3,600" not in answer.last_line


def test_a_closed_pipe_is_no_stack_trace(tmp_path: Path) -> None:
    """dependency-cruiser: `| head` ends in a stack trace."""
    written(tmp_path, SOUND | {f"data/up{index}.py": "import ui.page\n" for index in range(400)})
    command = [sys.executable, "-m", "archlint", "check", str(tmp_path), "--no-cache", "--all"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
        running.wait()
    assert told == b""


# --- what a check must not do ---


def test_nothing_of_the_project_is_executed(tmp_path: Path) -> None:
    """import-linter's `drawgraph` executes the package."""
    trap = f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()\n"
    written(tmp_path, SOUND | {"ui/__init__.py": trap, "conftest.py": trap, "setup.py": trap, "sitecustomize.py": trap})
    for words in (["check"], ["show"], ["why", "ui/page.py", "data/rows.py"]):
        command = [sys.executable, "-P", "-m", "archlint", *words]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
    assert not (tmp_path / "ran").exists()


def test_nothing_is_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """archfence downloads grammars at first use; others crash offline."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("archlint opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    files = SOUND | {"ui/page.ts": 'import "../data/rows";\n', "data/rows.ts": "", "data/Row.java": "class Row { }\n"}
    answer = check(tmp_path, files)
    assert answer.code == 1
    assert "ui/page.ts:1:1: layer-skip" in answer.out

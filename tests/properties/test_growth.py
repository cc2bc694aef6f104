"""Costs grow in proportion to the project: steps of the interpreter are counted, room by room, and never seconds."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

import archlint
from archlint.cli.main import main
from archlint.model.analysis import Analysis, encode
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.reports.formats import FORMATS, GRAPH_FORMATS
from archlint.reports.view import View

HOME = os.path.dirname(archlint.__file__)  # noqa: PTH120 - compared thousands of times
SIZES = (16, 32, 64)
SMALL = 4_000  # steps: what takes fewer at the largest size says nothing
DECLARATION = """\
[[layers]]
name = "ui"
paths = ["web/**", "ui/**"]
parts = { shop = "ui/shop/**", care = "ui/care/**" }
independent = true

[[layers]]
name = "service"
paths = ["service/**", "src/main/java/org/acme/service/**"]
public = ["service/m*.py"]

[[layers]]
name = "store"
paths = ["store/**", "src/main/java/org/acme/store/**"]
forbidden_technologies = ["web-framework"]

[[contracts]]
kind = "forbidden"
importers = ["service"]
imported = ["external:requests", "technology:broker"]
chains = true

[[contracts]]
kind = "acyclic"
modules = ["**"]

[[contracts]]
kind = "required"
importers = ["service"]
imported = ["store"]

[[contracts]]
kind = "protected"
importers = ["service"]
imported = ["store/m1.py"]

[[exceptions]]
check = "upward-dependency"
importer = "store/m*.py"
because = "One by one."
"""


@contextmanager
def steps(count: Counter[str]) -> Iterator[None]:
    """Count every instruction that archlint's own code executes meanwhile, by file."""

    def local(frame: FrameType, event: str, _argument: object) -> Callable[..., object]:
        if event == "opcode":
            count[frame.f_code.co_filename[len(HOME) + 1 :]] += 1
        return local

    def calls(frame: FrameType, _event: str, _argument: object) -> Callable[..., object] | None:
        if not frame.f_code.co_filename.startswith(HOME):
            return None
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return local

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        yield
    finally:
        sys.settrace(before)


def assert_in_proportion(counts: list[Counter[str]]) -> None:
    """From the second size to the third twice as much is added as from the first to the second: what is fixed cancels out.

    Quadratic work would add four times as much.
    """
    first, second, third = counts
    files = {file for file in third if third[file] >= SMALL}
    assert files
    bent = {
        file: (first[file], second[file], third[file])
        for file in sorted(files)
        if third[file] - second[file] > 2.5 * max(second[file] - first[file], SMALL / 4)
    }
    assert bent == {}


def scattered(size: int) -> dict[str, str]:
    """Blocks of eight with imports of every sort within them: allowed, against a rule, leading nowhere."""
    files = {"archlint.toml": DECLARATION, "pom.xml": "<project/>", "web/package.json": "{}", "web/tsconfig.json": "{}"}
    for number in range(size):
        first, place = number - number % 8, number % 8
        near, other, far = first + (place + 2) % 8, first + max(place - 1, 0), first + 3
        part = ("shop", "care")[number % 2]
        files[f"ui/{part}/m{number}.py"] = f"import service.m{near}\nfrom store.m{other} import x\n"
        files[f"service/m{number}.py"] = (
            f"from store.m{near} import a, b\nimport service.m{other}\nimport gone.m{number}\n"
        )
        files[f"store/m{number}.py"] = f"import requests\nimport fastapi\nfrom service import m{far}\n" * (place == 0)
        files[f"web/m{number}.ts"] = (
            f'import {{ a }} from "./m{near}";\nexport * from "./m{other}";\nimport "./gone{number}";\n'
        )
        files[f"src/main/java/org/acme/service/M{number}.java"] = (
            f"package org.acme.service;\nimport org.acme.store.R{near};\nclass M{number} {{ M{other} near; }}\n"
        )
        files[f"src/main/java/org/acme/store/R{number}.java"] = (
            f"package org.acme.store;\npublic class R{number} {{ }}\n"
        )
    return files


def circles(size: int) -> dict[str, str]:
    """Many small circles."""
    files = {"archlint.toml": DECLARATION}
    for number in range(3 * size):
        files[f"service/m{number}.py"] = f"import store.m{number}\n"
        files[f"store/m{number}.py"] = f"import service.m{number}\n"
    return files


def ring(size: int) -> dict[str, str]:
    """Every module in one circle, through all layers."""
    files = {"archlint.toml": DECLARATION}
    for number in range(size):
        folder, following = (("ui/shop", "service", "store")[place % 3] for place in (number, number + 1))
        target = 0 if number == size - 1 else number + 1
        name = following if target else "ui/shop"
        files[f"{folder}/m{number}.py"] = f"import {name.replace('/', '.')}.m{target}\n"
    return files


def hub(size: int) -> dict[str, str]:
    """Everybody uses one module, which uses everybody."""
    everybody = "".join(f"import ui.shop.m{number}\nimport store.m{number}\n" for number in range(size))
    files = {"archlint.toml": DECLARATION, "service/hub.py": everybody}
    for number in range(size):
        files[f"ui/shop/m{number}.py"] = "from service.hub import x\n"
        files[f"store/m{number}.py"] = "import service.hub\n"
    return files


def undeclared(size: int) -> dict[str, str]:
    """A project to draft layers for."""
    files = {}
    for number in range(size):
        files[f"app{number % 7}/api/views{number}.py"] = f"import fastapi\nimport app{number % 7}.models.m{number}\n"
        files[f"app{number % 7}/models/m{number}.py"] = "import sqlalchemy\n"
        files[f"front/src/components/C{number}.tsx"] = 'import React from "react";\n'
    return files


SHAPES = {"scattered": scattered, "circles": circles, "ring": ring, "hub": hub, "undeclared": undeclared}


def analyzed(root: Path) -> Analysis:
    return analyze(root, Request(workers=2, need_graph=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_judging_and_reporting_take_steps_in_proportion_to_the_project(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files are always too young to be known by their signature: how long it took to write them must not matter.
    monkeypatch.setattr("archlint.pipeline.cache._RACY", 10**18)
    judging, reporting, lengths = [], [], []
    for size in SIZES:
        root = tmp_path / f"size{size}"
        for name, text in SHAPES[shape](size).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        analyzed(root)  # from here on facts are known: what is counted is what every run does
        judging.append(Counter[str]())
        with steps(judging[-1]):
            analysis = analyzed(root)
        assert analysis.statistics.modules >= size
        reporting.append(Counter[str]())
        with steps(reporting[-1]):
            texts = [
                chosen.render(analysis, View(limit=None))
                for chosen in (*FORMATS.values(), *GRAPH_FORMATS.values())
                if chosen.module != "pictures.image"  # where everything is placed is Graphviz's work, not ours
            ]
        lengths.append([len(encode(analysis)), *map(len, texts)])
    assert_in_proportion(judging)
    assert_in_proportion(reporting)
    for first, second, third in zip(*lengths, strict=True):
        assert third - second <= 2.5 * max(second - first, 200)


def test_the_shapes_have_findings_in_them(tmp_path: Path) -> None:
    """Otherwise few steps would say little."""
    for shape, make in SHAPES.items():
        for name, text in make(40).items():
            path = tmp_path / shape / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    found = {shape: Counter(found.check for found in analyzed(tmp_path / shape).findings) for shape in SHAPES}
    assert found["scattered"].keys() >= {
        "layer-skip",
        "upward-dependency",
        "forbidden-dependency",
        "misplaced-technology",
    }
    assert min(found["scattered"][check] for check in ("layer-skip", "upward-dependency")) >= 5
    assert found["circles"]["dependency-cycle"] == 120
    assert found["ring"]["dependency-cycle"] >= 1
    assert found["hub"]["upward-dependency"] > 10
    assert main(["check", str(tmp_path / "undeclared"), "-q"]) == 2

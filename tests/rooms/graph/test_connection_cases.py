"""Runs every literate case of connections: the project is written, read, and all its endpoints are compared with the case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from connection_cases import Case, read_case

from archlint.model.connections import Connections, Endpoint
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

FOLDER = Path(__file__).parents[2] / "cases" / "connections"
CASES = [pytest.param(read_case(path), id=path.stem) for path in sorted(FOLDER.glob("*.md"))]


def followed(case: Case, root: Path) -> Connections:
    """What crosses processes in the project of a case."""
    for name, text in case.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    found = analyze(root, Request(cache=False, workers=1, need_connections=True)).connections
    assert found is not None
    return found


def at(one: Endpoint) -> str:
    return f"{one.file}:{one.line}"


def told(found: Connections) -> Iterator[str]:
    """Endpoints as the cases write them."""
    for route in found.routes:
        target = f" -> {route.target}" if route.target else ""
        yield f"route {route.method} {route.path} {at(route)}{target}"
    for request in found.requests:
        host = f"//{request.host}" if request.host else ""
        routes = ", ".join(at(found.routes[index]) for index in request.routes)
        via = "".join(f" via {at(found.routes[index])}" for index in request.via)
        end = f" -> {routes}" if routes else ""
        yield f"request {request.method} {host}{request.path} {at(request)} {request.status}{end}{via}"
    for message in found.publications:
        yield f"publish {message.topic} {at(message)}"
    for message in found.subscriptions:
        yield f"subscribe {message.topic} {at(message)}"
    for store in found.stores:
        yield f"store {store.access} {store.name} {at(store)}"


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path) -> None:
    """All that is found is expected; what a case marks with `# today:` must still fail, in the way that it says."""
    found = sorted(told(followed(case, tmp_path)))
    mended = [one.right for one in case.expected if one.today is not None and one.right in found]
    assert mended == [], "these are right now: remove their '# today:'"
    expected: list[str] = []
    for one in case.expected:
        if one.today is not None:
            expected += one.today
        elif not one.right.startswith("nothing "):
            expected.append(one.right)
    assert found == sorted(expected)


@pytest.mark.parametrize("case", CASES)
def test_files_of_nothing_are_silent(case: Case) -> None:
    """A case does not contradict itself: no endpoint is expected in a file that is said to have none."""
    silent = [one.right.removeprefix("nothing ") for one in case.expected if one.right.startswith("nothing ")]
    loud = [one.right for one in case.expected if any(f" {name}:" in one.right for name in silent)]
    assert loud == []

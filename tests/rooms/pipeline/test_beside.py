"""An analysis made in a process of its own is the analysis; threads may parse side by side."""

import os
import sys
import threading
from pathlib import Path

import pytest
from pipeline_projects import SHOP, check, write

from archlint.languages.parsing import Budget, parse
from archlint.languages.python.extract import extract
from archlint.languages.python.grammar import PARSER
from archlint.model.analysis import Analysis
from archlint.model.rulebook import DeclarationError
from archlint.pipeline import beside
from archlint.pipeline.beside import analyzed_beside, joined, pieces
from archlint.pipeline.request import Request

WANTED = Request(need_graph=True, need_connections=True, cache=False, workers=1)


def test_a_thread_gets_from_the_process_what_it_would_have_found_itself(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", {**SHOP, "ui/gone.py": "import service.gone\nimport requests\n"})
    found: list[Analysis | None] = []
    thread = threading.Thread(target=lambda: found.append(analyzed_beside(root, WANTED)))
    thread.start()
    thread.join()
    assert found == [check(root, **WANTED._asdict())]


@pytest.mark.parametrize("size", [1, 2, 500])
@pytest.mark.parametrize("graph", [False, True])
def test_pieces_of_any_size_make_the_same_analysis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, graph: bool
) -> None:
    monkeypatch.setattr(beside, "_PIECE", size)
    whole = check(write(tmp_path / "shop", SHOP), need_graph=graph, cache=False)
    assert joined(pieces(whole)) == whole


def test_what_cannot_be_used_is_refused_as_in_this_process(tmp_path: Path) -> None:
    root = write(tmp_path / "shop", {**SHOP, "archlint.toml": "[[layers]]\nname = 3\n"})
    with pytest.raises(DeclarationError) as here:
        check(root, cache=False)
    with pytest.raises(DeclarationError) as there:
        analyzed_beside(root, WANTED)
    assert (str(there.value), there.value.file, there.value.line) == (str(here.value), here.value.file, here.value.line)


def test_a_process_that_ends_too_early_gives_no_answer(tmp_path: Path) -> None:
    assert analyzed_beside(write(tmp_path, SHOP), WANTED._replace(progress=_end)) is None
    assert analyzed_beside(write(tmp_path, SHOP), WANTED._replace(progress=_fail)) is None


def _end(_stage: str, _done: int = 0, _total: int = 0) -> None:
    os._exit(3)


def _fail(_stage: str, _done: int = 0, _total: int = 0) -> None:
    raise RuntimeError


def test_threads_that_parse_at_once_get_each_their_own_tree() -> None:
    """A parser asks every so often whether to go on; another thread may then want to parse with it."""
    texts = [f"def f_{number}(x):\n    return x + {number}\n".encode() * 400 for number in range(4)]
    wanted = [extract(text, "python", 60.0) for text in texts]
    found: dict[int, bool] = {}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=_parse_often, args=(texts, wanted, number, found)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert found == dict.fromkeys(range(4), True)


def _parse_often(texts: list[bytes], wanted: list[object], number: int, found: dict[int, bool]) -> None:
    text = texts[number]
    trees = [parse(PARSER, text + b"#" * turn, Budget(60.0)).root_node for turn in range(5)]
    found[number] = all(tree.end_byte >= len(text) - 1 and not tree.has_error for tree in trees) and (
        extract(text, "python", 60.0) == wanted[number]
    )

"""The surface of a file is what its whole extraction says of it, units and calls left out."""

import sysconfig
from pathlib import Path

import pytest

from archlint.languages.python.extract import extract, extract_surface
from archlint.model.facts import FileFacts

STANDARD_LIBRARY = Path(sysconfig.get_paths()["stdlib"])
PLACES = sorted({*STANDARD_LIBRARY.glob("*.py"), *STANDARD_LIBRARY.glob("[a-j]*/*.py")})


def seen(facts: FileFacts) -> tuple[object, ...]:
    references = [(item.target, item.names, item.span, item.flags) for item in facts.references]
    return references, facts.suppressions, facts.problems, facts.complete, facts.lines, facts.body.exports


@pytest.mark.parametrize(
    "source",
    [
        "import a\ndef f():\n    import b\n    def g():\n        from c import d\n",
        "class A:\n    import b\n    def f(self):\n        import c\nclass B:\n    x = 1\n",
        "import importlib\ndef f():\n    importlib.import_module('a.b')\n",
        "from importlib import import_module as load\ndef f():\n    load('a.b')\n",
        "def f():\n    __import__('a')\n",
        "if TYPE_CHECKING:\n    import a\ndef f(x=1):\n    pass  # archlint: allow[layer-skip] reason\n",
        "__all__ = ['a']\nfrom b import a\n@decorated(b)\ndef f(): ...\n",
        "try:\n    import a\nexcept ImportError:\n    def a(): ...\n",
    ],
)
def test_nothing_that_layers_need_is_lost(source: str) -> None:
    whole, surface = extract(source.encode(), "python", 10.0), extract_surface(source.encode(), "python", 10.0)
    assert seen(surface) == seen(whole)
    assert whole.references or whole.suppressions


@pytest.mark.skipif(not PLACES, reason="this Python comes without its library's sources")
def test_nothing_is_lost_in_the_standard_library() -> None:
    passed_over = 0
    for place in PLACES[::3]:
        content = place.read_bytes()
        whole, surface = extract(content, "python", 30.0), extract_surface(content, "python", 30.0)
        assert seen(surface) == seen(whole), place
        passed_over += not surface.whole
    assert passed_over > len(PLACES) // 6


def test_what_is_not_entered_is_not_measured() -> None:
    facts = extract_surface(b"def f(x):\n    return g(x) if x else 0\n", "python", 10.0)
    assert not facts.whole
    assert facts.body.units == facts.body.calls == ()
    assert [export.name for export in facts.body.exports] == ["f"]

"""What `archlint init` writes loads back to the layers it was made from, whatever folders are called."""

import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint.model.patterns import Pattern, PatternError
from archlint.model.tables import Layer
from archlint.rulebook.load import load_rulebook
from archlint.rulebook.selectors import NAME
from archlint.rulebook.starter import starter_toml


def is_pattern(text: str) -> bool:
    try:
        Pattern(text.removeprefix("!"))
    except PatternError:
        return False
    return True


LETTERS = st.characters(exclude_categories=["Cs"])
names = st.text(st.characters(categories=["L", "N"]) | st.sampled_from("_- "), min_size=1, max_size=12).filter(
    lambda text: NAME.fullmatch(text) is not None
)
patterns = st.text(LETTERS | st.sampled_from("\"'\\\n\t#]}[{*?/"), min_size=1, max_size=20).filter(is_pattern)
globs = st.lists(patterns, min_size=1, max_size=8).filter(lambda found: found[0][0] != "!").map(tuple)
layers = st.builds(
    Layer,
    name=names,
    paths=globs,
    parts=st.dictionaries(names, globs, max_size=2),
    open=st.booleans(),
    independent=st.booleans(),
    public=st.just(()) | globs,
    because=st.text(LETTERS, max_size=60),
)
systems = st.lists(layers, min_size=1, max_size=4, unique_by=lambda layer: layer.name)


def loaded(folder: Path, text: str) -> tuple[Layer, ...]:
    (folder / "archlint.toml").write_text(text, encoding="utf-8")
    rulebook = load_rulebook(folder, checks=())
    assert rulebook is not None
    return rulebook.layers


@settings(max_examples=200, deadline=None)
@given(system=systems, evidence=st.lists(st.text(max_size=40), max_size=4), project=st.text(max_size=20))
@example(
    system=[Layer(name="ui", paths=('a "quoted" folder/**', "it's/**"))],
    evidence=[],
    project="",
)
@example(
    system=[Layer(name="Prüfung 検査", paths=("Straße/**", "mañana/\u202e/**"))], evidence=["a\nname = 1"], project='"'
)
def test_it_loads_back(tmp_path_factory, system: list[Layer], evidence: list[str], project: str) -> None:
    text = starter_toml(system, evidence, project)
    assert loaded(tmp_path_factory.mktemp("project"), text) == tuple(system)


def test_evidence_stands_above_its_layer() -> None:
    system = [Layer(name="ui", paths=("web/**",)), Layer(name="backend", paths=("server/**",))]
    lines = starter_toml(system, ["ui: 3 modules, of which 2 import React", "backend: 4 modules"], "shop").splitlines()
    first = lines.index("# ui: 3 modules, of which 2 import React")
    assert lines[first + 1 : first + 4] == ["[[layers]]", 'name = "ui"', 'paths = ["web/**"]']
    assert lines.index("# backend: 4 modules") > first
    assert 'name = "shop"' in lines


def test_the_examples_hold_when_they_are_uncommented(tmp_path: Path) -> None:
    text = starter_toml([Layer(name="ui", paths=("web/**",)), Layer(name="backend", paths=("server/**",))], [], "")
    before, _, after = text.partition("# What comes next")
    is_example = re.compile(r"[a-z]+ = |\[\[").match
    examples = [line for line in (line.removeprefix("# ") for line in after.splitlines()) if is_example(line)]
    (tmp_path / "archlint.toml").write_text(before + "\n".join(examples), encoding="utf-8")
    rulebook = load_rulebook(tmp_path)
    assert rulebook is not None
    assert rulebook.layers[1] == Layer(
        name="backend",
        paths=("server/**",),
        parts={"billing": ("server/billing/**",)},
        independent=True,
        public=("server/api.py",),
    )
    assert rulebook.contracts[0].importers == ("ui",)
    assert rulebook.exceptions[0].importer == ("backend",)


def test_bands_are_proposed_and_not_declared(tmp_path: Path) -> None:
    layers = [Layer(name="web ui", paths=("web/**",)), Layer(name="backend", paths=("server/**",))]
    text = starter_toml(layers, [], "", {"web ui": (0.5, 0.75), "backend": (0.15, 0.4)})
    (tmp_path / "archlint.toml").write_text(text, encoding="utf-8")
    rulebook = load_rulebook(tmp_path)
    assert rulebook is not None
    assert rulebook.balance == {}
    before, _, after = text.partition("# [balance]\n")
    assert max(map(len, text.splitlines())) <= 120
    bands = "".join(line.removeprefix("# ") + "\n" for line in after.splitlines())
    (tmp_path / "archlint.toml").write_text(f"{before}[balance]\n{bands}", encoding="utf-8")
    rulebook = load_rulebook(tmp_path)
    assert rulebook is not None
    assert rulebook.balance == {"web ui": (0.5, 0.75), "backend": (0.15, 0.4)}


def test_names_that_are_not_unicode_are_said(tmp_path: Path) -> None:
    text = starter_toml([Layer(name="ui", paths=("web/**", "\udcff/**"))], [], "\udcff")
    assert "# left out, the name is not Unicode: \\udcff/**" in text
    assert loaded(tmp_path, text) == (Layer(name="ui", paths=("web/**",)),)


def test_long_lists_are_written_one_per_line(tmp_path: Path) -> None:
    layer = Layer(name="ui", paths=tuple(f"web/pages/page-{number}/**" for number in range(20)))
    text = starter_toml([layer], [], "")
    assert max(map(len, text.splitlines())) <= 120
    assert loaded(tmp_path, text) == (layer,)


def test_without_layers_it_shows_how_to_declare_them(tmp_path: Path) -> None:
    text = starter_toml([], [], "shop")
    assert "# [[layers]]" in text
    assert loaded(tmp_path, text) == ()

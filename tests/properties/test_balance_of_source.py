"""What changes the balance of source code and what does not: the same functions are written in many ways, in the three
languages, and weighed. docs/measures.md states the bounds that hold here.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.model.balance import MEASURE_WORDS, Measure
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

LANGUAGES = {"python": "py", "typescript": "ts", "java": "java"}
DECLARATION = '[[layers]]\nname = "top"\npaths = ["top/**"]\n\n[[layers]]\nname = "low"\npaths = ["low/**"]\n'
WORDS = ("amount", "rate", "tariff", "usage", "limit", "order", "bill", "quota")
COMMENTS = ("", "if a else b", "while (true) { if (x) y(); }", "a && b || c ? d : e", "for x in y: pass")


class Style(NamedTuple):
    """How a file is written, which says nothing about what it decides."""

    comment: str
    blank_lines: int
    indent: int
    word: str
    number: int


# A function is a list of statements; each is an `if`, a loop around one, or a plain assignment.
FUNCTION = st.lists(st.sampled_from(("if", "loop", "plain", "both")), min_size=1, max_size=5)
STYLE = st.builds(
    Style, st.sampled_from(COMMENTS), st.integers(0, 2), st.integers(2, 6), st.sampled_from(WORDS), st.integers(0, 9)
)
SYSTEM = st.fixed_dictionaries(
    {"top": st.lists(FUNCTION, max_size=3), "low": st.lists(FUNCTION, min_size=1, max_size=3)}
)


def python(functions: list[list[str]], style: Style) -> str:
    step = " " * style.indent
    note = f"{step}# {style.comment}\n" if style.comment else ""
    gap = "\n" * style.blank_lines
    found = []
    for place, statements in enumerate(functions):
        name, value = f"{style.word}_{place}", f"{style.word}{style.number}"
        lines = f"def {name}({value}):\n{note}"
        for statement in statements:
            lines += gap
            if statement in ("loop", "both"):
                inner = f"if each > 1:\n{step * 3}{value} = each" if statement == "both" else f"{value} = each"
                lines += f"{step}for each in {value}:\n{note and step + note}{step * 2}{inner}\n"
            elif statement == "if":
                lines += f"{step}if {value} > 3:\n{step * 2}{value} = 3\n"
            else:
                lines += f"{step}{value} = {'4' if statement == 'plain' else f'rest({value})'}\n"
        found.append(lines + f"{step}return {value}\n")
    return "\n\n".join(found)


def braces(functions: list[list[str]], style: Style, head: str, variable: str) -> str:
    step = " " * style.indent
    note = f"{step}// {style.comment}\n{step}/* {style.comment} */\n" if style.comment else ""
    gap = "\n" * style.blank_lines
    found = ""
    for place, statements in enumerate(functions):
        value = f"{style.word}{style.number}"
        found += head.format(name=f"{style.word}{place}", value=value) + f" {{\n{note}"
        for statement in statements:
            found += gap
            inner = f"if (each > 1) {{\n{value} = each; }}" if statement == "both" else f"{value} = each;"
            if statement in ("loop", "both"):
                found += f"{step}for ({variable}) {{ {inner}\n{note}{step}}}\n"
            elif statement == "if":
                found += f"{step}if ({value} > 3)\n{step * 2}{value} = 3;\n"
            else:
                found += f"{step}{value} = {'4' if statement == 'plain' else f'rest({value})'};\n"
        found += f"{step}return {value};\n}}\n\n"
    return found


def written(language: str, functions: list[list[str]], style: Style, name: str) -> str:
    if language == "python":
        return python(functions, style)
    if language == "typescript":
        return braces(functions, style, "export function {name}({value}: number)", "const each of range(3)")
    return f"class {name} {{\n" + braces(functions, style, "int {name}(int {value})", "int each : range(3)") + "}\n"


def weighed(
    root: Path, language: str, system: dict[str, list[list[str]]], style: Style, measure: Measure = "decisions"
) -> dict[str, int]:
    """The logic of each layer; every function in a file of its own, so that more functions mean more files."""
    (root / "archlint.toml").write_text(DECLARATION)
    for layer, functions in system.items():
        folder = root / layer
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for place, function in enumerate([*functions, ["plain"]]):
            name = f"{style.word.title()}{place}"
            (folder / f"{name}.{LANGUAGES[language]}").write_text(written(language, [function], style, name))
    request = Request(cache=False, workers=1, need_balance=True, measure=measure)
    balance = analyze(root, request).balance
    assert balance is not None
    return {portion.layer: portion.logic for portion in balance.layers}


def decisions(system: dict[str, list[list[str]]]) -> dict[str, int]:
    cost = {"if": 1, "loop": 1, "both": 2, "plain": 0}
    return {layer: sum(cost[one] for function in functions for one in function) for layer, functions in system.items()}


bounded = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("language", LANGUAGES)
@bounded
@given(system=SYSTEM, styles=st.tuples(STYLE, STYLE))
def test_comments_formatting_and_names_change_nothing(
    language: str, system: dict[str, list[list[str]]], styles: tuple[Style, Style], tmp_path: Path
) -> None:
    first, second = (weighed(tmp_path, language, system, style) for style in styles)
    assert first == second == decisions(system)


@pytest.mark.parametrize("measure", MEASURE_WORDS)
@pytest.mark.parametrize("language", LANGUAGES)
@bounded
@given(functions=st.lists(FUNCTION, min_size=1, max_size=3), style=STYLE, data=st.data())
def test_splitting_a_function_changes_no_decisions_and_little_else(
    language: str, measure: Measure, functions: list[list[str]], style: Style, data: st.DataObject, tmp_path: Path
) -> None:
    """A function in two, one calling the other: no decision more or less, and no more than two statements."""
    place = data.draw(st.integers(0, len(functions) - 1))
    at = data.draw(st.integers(0, len(functions[place])))
    split = [*functions[:place], [*functions[place][:at], "call"], functions[place][at:], *functions[place + 1 :]]
    before = weighed(tmp_path, language, {"top": functions, "low": [["if"]]}, style, measure)
    after = weighed(tmp_path, language, {"top": split, "low": [["if"]]}, style, measure)
    assert after["low"] == before["low"]
    assert 0 <= after["top"] - before["top"] <= (2 if measure == "statements" else 0)


@pytest.mark.parametrize("language", LANGUAGES)
@bounded
@given(system=SYSTEM, style=STYLE, data=st.data())
def test_moving_a_function_moves_exactly_its_decisions(
    language: str, system: dict[str, list[list[str]]], style: Style, data: st.DataObject, tmp_path: Path
) -> None:
    before = weighed(tmp_path, language, system, style)
    place = data.draw(st.integers(0, len(system["low"]) - 1))
    function = system["low"][place]
    rest = [*system["low"][:place], *system["low"][place + 1 :]]
    after = weighed(tmp_path, language, {"top": [*system["top"], function], "low": rest}, style)
    amount = decisions({"": [function]})[""]
    assert after == {"top": before["top"] + amount, "low": before["low"] - amount}

"""The archlint.toml that `archlint init` writes: proposed layers with their evidence in, commented TOML out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from archlint.model.balance import Band
from archlint.model.rulebook import Layer

_WIDTH = 118
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_HEADER = """\
# The layers of this system, top to bottom. A layer may use itself and the layer below.
# archlint proposed them from the code: correct them until they say what you mean.
# `archlint check` judges by this file; `archlint explain CHECK` says what a finding means.
"""
_NO_LAYERS = """
# archlint found no layers that are clear enough to propose. Declare yours:
#
# [[layers]]
# name = "ui"
# paths = ["frontend/**"]
#
# [[layers]]
# name = "backend"
# paths = ["backend/**"]
"""


def starter_toml(
    layers: Sequence[Layer], evidence: Sequence[str], project: str, bands: Mapping[str, Band] | None = None
) -> str:
    """A declaration that loads back to exactly these layers. `evidence` runs parallel to `layers` and may be shorter;
    `project` is the name shown in reports, "" to leave it to the folder's name; `bands` are proposed, not declared. Names
    that TOML cannot write, such as file names that are not Unicode, are left out of patterns with a comment that says so.
    """
    parts = [_HEADER]
    if project and _is_text(project):
        parts.append(f"\n[project]\nname = {_string(project)}\n")
    for index, layer in enumerate(layers):
        told = evidence[index] if index < len(evidence) else ""
        parts.append("\n" + "\n".join(_layer(layer, told)) + "\n")
    parts.append("\n" + _next_steps(layers, bands or {}) if layers else _NO_LAYERS)
    return "".join(parts)


def _layer(layer: Layer, evidence: str) -> Iterator[str]:
    if evidence:
        yield f"# {_comment(evidence)}"
    yield "[[layers]]"
    yield f"name = {_string(layer.name)}"
    unwritable = [pattern for pattern in layer.paths if not _is_text(pattern)]
    for pattern in unwritable:
        yield f"# left out, the name is not Unicode: {_comment(pattern)}"
    if layer.paths:
        yield from _array("paths", [pattern for pattern in layer.paths if pattern not in unwritable])
    if layer.parts:
        yield (
            "parts = { " + ", ".join(f"{_string(name)} = {_list(globs)}" for name, globs in layer.parts.items()) + " }"
        )
    for key, on in (("open", layer.open), ("independent", layer.independent)):
        if on:
            yield f"{key} = true"
    for key, values in (("public", layer.public), ("forbidden_technologies", layer.forbidden_technologies)):
        if values:
            yield from _array(key, values)
    if layer.because:
        yield f"because = {_string(layer.because)}"


def _next_steps(layers: Sequence[Layer], bands: Mapping[str, Band]) -> str:
    """What a declaration can say besides, spelt with the names of this one and commented out."""
    top, bottom = layers[0].name, layers[-1].name
    folder = next((glob for glob in layers[-1].paths if glob.endswith("/**") and glob[0] != "!"), "backend/**")
    lines = [
        "What comes next; remove the '#' from what you want.",
        "",
        "Inside the last [[layers]]: name its parts, and say that they do not depend on each other.",
        f"parts = {{ billing = {_string(folder.removesuffix('**') + 'billing/**')} }}",
        "independent = true",
        f"public = [{_string(folder.removesuffix('**') + 'api.py')}]   # the only modules that others may enter by",
        "",
        "A rule besides the layers:",
        "[[contracts]]",
        'kind = "forbidden"',
        f"importers = [{_string(top)}]",
        'imported = ["technology:persistence"]',
        f"because = {_string(f'{top} reads data through the layers below.')}",
        "",
        "A finding that is accepted for now:",
        "[[exceptions]]",
        'check = "upward-dependency"',
        f"importer = [{_string(bottom)}]",
        'because = "Say why, and until when."',
        "until = 2030-12-31",
        *_bands(bands),
    ]
    return "".join(f"# {_comment(line)}".rstrip() + "\n" for line in lines)


def _bands(bands: Mapping[str, Band]) -> Iterator[str]:
    if not bands:
        return
    yield ""
    yield "How much of the system's logic each layer should hold. These bands are drawn around the code as it is: the share"
    yield "of each layer, rounded outward to 5 %, and 10 points on both sides. Say what you want instead; 'archlint balance'"
    yield "shows the shares."
    yield "[balance]"
    for name, (low, high) in bands.items():
        key = name if _BARE_KEY.fullmatch(name) else _string(name)
        yield f"{key} = [{low:.2f}, {high:.2f}]"


def _array(key: str, values: Sequence[str]) -> Iterator[str]:
    """One line where it fits, else one value per line."""
    line = f"{key} = {_list(values)}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{key} = ["
    for value in values:
        yield f"    {_string(value)},"
    yield "]"


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_string, values))}]"


def _string(text: str) -> str:
    """A TOML basic string: whatever could end it or does not print is escaped."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in ('"', "\\"):
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _is_text(text: str) -> bool:
    """Whether TOML can say it: file names that are not Unicode hold surrogates, which it cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _comment(text: str) -> str:
    """One line that cannot break out of its comment."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)

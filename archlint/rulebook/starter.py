"""The archlint.toml that `archlint init` writes: proposed layers with their evidence in, commented TOML out."""

from collections.abc import Iterator, Mapping, Sequence

from archlint.model.balance import Band
from archlint.model.tables import Layer
from archlint.rulebook.toml_text import array, comment, is_text, key, listed, string

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
    if project and is_text(project):
        parts.append(f"\n[project]\nname = {string(project)}\n")
    for index, layer in enumerate(layers):
        told = evidence[index] if index < len(evidence) else ""
        parts.append("\n" + "\n".join(_layer(layer, told)) + "\n")
    parts.append("\n" + _next_steps(layers, bands or {}) if layers else _NO_LAYERS)
    return "".join(parts)


def _layer(layer: Layer, evidence: str) -> Iterator[str]:
    if evidence:
        yield f"# {comment(evidence)}"
    yield "[[layers]]"
    yield f"name = {string(layer.name)}"
    unwritable = [pattern for pattern in layer.paths if not is_text(pattern)]
    for pattern in unwritable:
        yield f"# left out, the name is not Unicode: {comment(pattern)}"
    if layer.paths:
        yield from array("paths", [pattern for pattern in layer.paths if pattern not in unwritable])
    if layer.parts:
        yield (
            "parts = { " + ", ".join(f"{string(name)} = {listed(globs)}" for name, globs in layer.parts.items()) + " }"
        )
    for flag, on in (("open", layer.open), ("independent", layer.independent)):
        if on:
            yield f"{flag} = true"
    for name, values in (("public", layer.public), ("forbidden_technologies", layer.forbidden_technologies)):
        if values:
            yield from array(name, values)
    if layer.because:
        yield f"because = {string(layer.because)}"


def _next_steps(layers: Sequence[Layer], bands: Mapping[str, Band]) -> str:
    """What a declaration can say besides, spelt with the names of this one and commented out."""
    top, bottom = layers[0].name, layers[-1].name
    folder = next((glob for glob in layers[-1].paths if glob.endswith("/**") and glob[0] != "!"), "backend/**")
    lines = [
        "What comes next; remove the '#' from what you want.",
        "",
        "Inside the last [[layers]]: name its parts, and say that they do not depend on each other.",
        f"parts = {{ billing = {string(folder.removesuffix('**') + 'billing/**')} }}",
        "independent = true",
        f"public = [{string(folder.removesuffix('**') + 'api.py')}]   # the only modules that others may enter by",
        "",
        "A rule besides the layers:",
        "[[contracts]]",
        'kind = "forbidden"',
        f"importers = [{string(top)}]",
        'imported = ["technology:persistence"]',
        f"because = {string(f'{top} reads data through the layers below.')}",
        "",
        "A finding that is accepted for now:",
        "[[exceptions]]",
        'check = "upward-dependency"',
        f"importer = [{string(bottom)}]",
        'because = "Say why, and until when."',
        "until = 2030-12-31",
        *_bands(bands),
    ]
    return "".join(f"# {comment(line)}".rstrip() + "\n" for line in lines)


def _bands(bands: Mapping[str, Band]) -> Iterator[str]:
    if not bands:
        return
    yield ""
    yield "How much of the system's logic each layer should hold. These bands are drawn around the code as it is: the share"
    yield "of each layer, rounded outward to 5 %, and 10 points on both sides. Say what you want instead; 'archlint balance'"
    yield "shows the shares."
    yield "[balance]"
    for name, (low, high) in bands.items():
        yield f"{key(name)} = [{low:.2f}, {high:.2f}]"

"""A Translation as archlint.toml, what has no equal as comments at the top."""

from collections.abc import Iterator

from archlint.model.tables import Contract, Exemption, Layer
from archlint.rulebook.foreign.translation import Translation
from archlint.rulebook.toml_text import array, comment, listed, string
from archlint.rulebook.toml_text import key as toml_key

_ENDS = ("importers", "imported", "modules", "except_importers", "except_imported", "except_dependencies", "kinds")


def declaration_toml(translation: Translation) -> str:
    """A declaration that loads back to the layers, contracts and exceptions of `translation`."""
    lines = [f"# Translated from {comment(translation.source)} ({translation.tool})."]
    if translation.unequal:
        lines += ["#", "# What has no equal here:"]
        lines += [f"# - {comment(f'{one.where}: {one.why}')}" for one in translation.unequal]
    lines += ["", *_project(translation)]
    for check in translation.off:
        lines += [
            "",
            f"[checks.{check}]",
            f'severity = "off"   # {translation.tool} has no such check: remove this for more',
        ]
    for layer in translation.layers:
        lines += ["", *_layer(layer)]
    for contract in translation.contracts:
        lines += ["", *_contract(contract)]
    for exception in translation.exceptions:
        lines += ["", *_exception(exception)]
    return "\n".join(lines) + "\n"


def _project(translation: Translation) -> Iterator[str]:
    yield "[project]"
    yield f"include_tests = true   # {translation.tool} judges tests like everything else"
    if translation.exclude:
        yield from array("exclude", translation.exclude)
    if translation.roots:
        yield from array("roots", translation.roots)
    if translation.max_unresolved is not None:
        yield f"max_unresolved = {translation.max_unresolved}"


def _layer(layer: Layer) -> Iterator[str]:
    yield "[[layers]]"
    yield f"name = {string(layer.name)}"
    if layer.paths:
        yield from array("paths", layer.paths)
    if layer.open:
        yield "open = true"
    if layer.independent:
        yield "independent = true"
    if layer.parts:
        yield ""
        yield "[layers.parts]"
        yield from (f"{toml_key(name)} = {listed(globs)}" for name, globs in layer.parts.items())


def _contract(contract: Contract) -> Iterator[str]:
    yield "[[contracts]]"
    yield f"kind = {string(contract.kind)}"
    if contract.name:
        yield f"name = {string(contract.name)}"
    for end in _ENDS:
        values = getattr(contract, end)
        if values or (contract.kind, end) in (("allowed-only", "imported"), ("protected", "importers")):
            yield from array(end, values)
    if contract.chains:
        yield "chains = true"
    if contract.level != "module":
        yield f"level = {string(contract.level)}"
    if not contract.include_type_only:
        yield "include_type_only = false"
    if contract.severity != "error":
        yield f"severity = {string(contract.severity)}"
    if contract.because:
        yield f"because = {string(contract.because)}"


def _exception(exception: Exemption) -> Iterator[str]:
    yield "[[exceptions]]"
    yield f"check = {string(exception.check)}"
    yield from array("importer", exception.importer)
    yield from array("imported", exception.imported)
    yield f"because = {string(exception.because)}"

"""Several files become one declaration: what packs, archlint.toml and included files say in, one Combined out.

Later wins: a pack over those that it extends, archlint.toml over its packs. Whoever declares layers declares all of
them and their order; a layer inherits the keys that it does not set from the layer of the same name below it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archlint.model.balance import Measure
from archlint.model.rulebook import Origin
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.declared import Declared, Piece
from archlint.rulebook.format import ARRAYS
from archlint.rulebook.selectors import NAME


class Merged(NamedTuple):
    """One table after merging. `origins` are keyed by "" (the table), `paths`, `paths.0`, `parts.app`, …"""

    values: dict[str, Any]
    origins: dict[str, Origin]
    from_pack: bool = False


class Combined(NamedTuple):
    """The whole declaration, files no longer told apart."""

    layers: dict[str, Merged]
    arrays: dict[str, list[Merged]]
    project: Merged
    transition: Merged | None
    standards: Merged | None
    maturity: Merged | None
    balance: dict[str, tuple[float, float]]
    balance_origins: dict[str, Origin]
    measure: Measure | None = None
    goals: tuple[Merged, ...] = ()


def complain(entry: Merged, key: str, message: str, complaints: Complaints) -> None:
    """Note a mistake at a key of a table, or at the table where the key has no line."""
    origin = entry.origins.get(key) or entry.origins[""]
    complaints.add_at(origin.file, origin.line, message)


def combine(
    main: Declared, packs: Sequence[Declared], fragments: Sequence[Declared], complaints: Complaints
) -> Combined:
    """Everything that the files say. What they say wrongly about each other is complained about."""
    layers: dict[str, Merged] = {}
    arrays: dict[str, list[Merged]] = {key: [] for key in ARRAYS if key != "layers"}
    for declared in (*packs, main):
        own = _own_layers(declared, complaints, from_pack=declared is not main)
        if own:
            layers = {name: _inherited(layers.get(name), layer) for name, layer in own.items()}
    for position, declared in enumerate((*packs, main, *fragments)):
        for key, entries in arrays.items():
            entries += [merged(piece, from_pack=position < len(packs)) for piece in declared.arrays.get(key, ())]
    _extend_layers(layers, fragments, complaints)
    arrays["contracts"] = _contracts(arrays["contracts"], main, complaints)
    balance, balance_origins = _balance(main, packs, layers, complaints)
    return Combined(
        layers=layers,
        arrays=arrays,
        project=merged(main.project) if main.project else Merged({}, {}),
        transition=merged(main.transition) if main.transition else None,
        standards=merged(main.standards) if main.standards else None,
        maturity=merged(main.maturity) if main.maturity else None,
        balance=balance,
        balance_origins=balance_origins,
        measure=next((declared.measure for declared in (main, *reversed(packs)) if declared.measure), None),
        goals=tuple(map(merged, main.goals)),
    )


def merged(piece: Piece, *, from_pack: bool = False) -> Merged:
    """A table of one file."""
    origins = {"": piece.source.origin(piece.path)}
    for key, value in piece.values.items():
        origins[key] = piece.source.origin((*piece.path, key))
        inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else ()
        for step, item in inner:
            origins[f"{key}.{step}"] = piece.source.origin((*piece.path, key, step))
            if isinstance(item, tuple):
                for index in range(len(item)):
                    origins[f"{key}.{step}.{index}"] = piece.source.origin((*piece.path, key, step, index))
    return Merged(piece.values, origins, from_pack)


def _own_layers(declared: Declared, complaints: Complaints, *, from_pack: bool) -> dict[str, Merged]:
    """The layers of one file by name."""
    layers: dict[str, Merged] = {}
    for piece in declared.arrays.get("layers", ()):
        name = piece.values.get("name")
        if name is None:
            continue
        for kind, word in (("layer", name), *(("part", part) for part in piece.values.get("parts", ()))):
            if not NAME.fullmatch(word):
                rule = "may hold letters, digits, '_', '-' and single spaces inside"
                complaints.add(piece.source, piece.path, f"the name of a {kind} {rule}, not {shown(word)!r}")
        if name in layers:
            line = layers[name].origins[""].line
            complaints.add(
                piece.source, (*piece.path, "name"), f"there is a layer '{shown(name)}' already, at line {line}"
            )
        layers.setdefault(name, merged(piece, from_pack=from_pack))
    return layers


def _inherited(below: Merged | None, layer: Merged) -> Merged:
    if below is None:
        return layer
    kept = {key: origin for key, origin in below.origins.items() if key.partition(".")[0] not in layer.values}
    return Merged({**below.values, **layer.values}, {**kept, **layer.origins}, layer.from_pack)


def _extend_layers(layers: dict[str, Merged], fragments: Sequence[Declared], complaints: Complaints) -> None:
    """Add what included files say about their folders to the layers that exist."""
    is_open_house = {name for name, layer in layers.items() if not layer.values.get("public")}
    for declared in fragments:
        seen: set[str] = set()
        for piece in declared.arrays.get("layers", ()):
            name = piece.values.get("name")
            if name is None:
                continue
            place = (*piece.path, "name")
            if name not in layers:
                complaints.add(piece.source, place, f"unknown layer '{shown(name)}'{choice(name, layers)}")
            elif name in seen:
                complaints.add(piece.source, place, f"this file speaks about layer '{shown(name)}' already")
            else:
                seen.add(name)
                layers[name] = _extended(layers[name], piece, name in is_open_house, complaints)


def _extended(layer: Merged, piece: Piece, is_open_house: bool, complaints: Complaints) -> Merged:
    """A layer with what an included file adds. Where all modules were public, only the file's own folder closes."""
    added = merged(piece)
    values, origins = dict(layer.values), dict(layer.origins)
    for key in ("paths", "public"):
        globs = piece.values.get(key, ())
        before = values.get(key, ())
        if key == "public" and globs and is_open_house:
            before = (*(before or ("**",)), f"!{piece.source.folder}/**")
        for index in range(len(globs)):
            origins[f"{key}.{len(before) + index}"] = added.origins[f"{key}.{index}"]
        if globs:
            values[key] = (*before, *globs)
            origins.setdefault(key, added.origins[key])
    parts = dict(values.get("parts", {}))
    for name, globs in piece.values.get("parts", {}).items():
        if name in parts:
            there = origins[f"parts.{name}"]
            message = f"layer '{piece.values['name']}' has a part of this name already ({there.file}:{there.line})"
            complaints.add(piece.source, (*piece.path, "parts", name), message)
        if not NAME.fullmatch(name):
            complaints.add(piece.source, (*piece.path, "parts", name), f"no name for a part: {shown(name)!r}")
        parts[name] = globs
    if parts:
        values["parts"] = parts
    origins.update({key: origin for key, origin in added.origins.items() if key.startswith("parts.")})
    return Merged(values, origins, layer.from_pack)


def _contracts(contracts: list[Merged], main: Declared, complaints: Complaints) -> list[Merged]:
    """The contracts without those of packs that the project leaves out or replaces by one of the same name."""
    left_out = main.project.values.get("without_contracts", ()) if main.project else ()
    of_packs = {contract.values.get("name", "") for contract in contracts if contract.from_pack} - {""}
    for index, name in enumerate(left_out):
        if name not in of_packs:
            message = f"no pack has a contract '{shown(name)}'{choice(name, of_packs)}"
            complaints.add(main.source, ("project", "without_contracts", index), message)
    chosen: dict[str, Merged] = {}
    for position, contract in enumerate(contracts):
        name = contract.values.get("name", "")
        origin = contract.origins[""]
        if contract.from_pack and not name:
            complaints.add_at(origin.file, origin.line, "contracts: a pack's contract needs a name")
        if name in chosen and not chosen[name].from_pack:
            there = chosen[name].origins[""]
            message = f"contracts: there is a contract '{shown(name)}' already ({there.file}:{there.line})"
            complaints.add_at(origin.file, origin.line, message)
        if not (contract.from_pack and name in left_out):
            chosen[name or f" {position}"] = contract
    return list(chosen.values())


def _balance(
    main: Declared, packs: Sequence[Declared], layers: Mapping[str, Merged], complaints: Complaints
) -> tuple[dict[str, tuple[float, float]], dict[str, Origin]]:
    """The bands per layer. A project that declares `[balance]` keeps its packs' bands for the layers it has."""
    bands: dict[str, tuple[float, float]] = {}
    origins: dict[str, Origin] = {}
    for declared in (*packs, main):
        for name, (low, high) in (declared.balance or {}).items():
            path = ("balance", name)
            if low > high:
                complaints.add(declared.source, path, f"a band goes from low to high: [{high}, {low}]?")
            if name in layers:
                bands[name] = (low, high)
                origins[name] = declared.source.origin(path)
            elif declared is main:
                complaints.add(declared.source, path, f"unknown layer '{shown(name)}'{choice(name, layers)}")
            elif main.balance is None:
                message = f"unknown layer '{shown(name)}'{choice(name, layers)}"
                cure = "declare the layer, or [balance] with bands for the layers that there are"
                complaints.add(declared.source, path, f"{message}. {main.source.label} extends this pack: {cure}")
    _refuse_impossible(bands, origins, layers, complaints)
    return bands, origins


def _refuse_impossible(
    bands: Mapping[str, tuple[float, float]],
    origins: Mapping[str, Origin],
    layers: Mapping[str, Merged],
    complaints: Complaints,
) -> None:
    """Complain of bands that no system can be in: shares of one whole, which add up to 100 %."""
    if not bands:
        return
    at = min(origins.values(), key=lambda origin: (origin.file.startswith("pack:"), origin.file, origin.line))
    lows, highs = ([_percent(name, band[side]) for name, band in bands.items()] for side in (0, 1))
    least, most = (round(sum(band[side] for band in bands.values()), 6) for side in (0, 1))
    if least > 1:
        rule = "lows may add up to 100 % at most"
        message = f"balance: no system is in these bands: their lows add up to {least * 100:.4g} % ({', '.join(lows)}); {rule}"
        complaints.add_at(at.file, at.line, message)
    if most < 1 and all(name in bands for name in layers):
        rule = "highs must add up to 100 % at least, or one layer goes without a band"
        message = f"balance: no system is in these bands: their highs add up to {most * 100:.4g} % ({', '.join(highs)}); {rule}"
        complaints.add_at(at.file, at.line, message)


def _percent(name: str, share: float) -> str:
    return f"{shown(name)} {share * 100:.4g} %"

"""What the layers of a draft have in common: where modules were put and who uses whom in, places that lie lower out.

A folder of tools speaks for no layer and lies among the files of one. Where it is the code below that uses it, it belongs
there: otherwise a draft finds an upward dependency for each of its users.
"""

from collections.abc import Iterable, Mapping, Sequence

_SPEAKING = 0.25  # the share of a folder's modules that may speak for the layer it lies in
_WORTH = 0.5  # of the violations at a place, so many may be left
_LEFT = 0.2  # and so many where a single file goes
_FEWEST = 2  # violations that go with a folder
_MOST_FILES = 30  # single files: nobody would want to read a declaration of more


def underlying(
    places: Mapping[str, str],
    speakers: Mapping[str, set[str]],
    bound: Iterable[str],
    uses: Iterable[tuple[str, str]],
    order: Sequence[str],
) -> dict[str, str]:
    """Folders first, then single files, with the lower layer that each belongs to.

    `places` is the layer of every module, "" for none; `speakers` are by module the layers that it speaks for itself; `bound`
    are folders and files that were decided for what they say. `uses` are importers with what they import, `order` the layers
    from the top.
    """
    rank = {name: place for place, name in enumerate(order)}
    layers = {path: rank[layer] for path, layer in places.items() if layer in rank}
    pairs = sorted({(one, other) for one, other in uses if one != other and one in layers and other in layers})
    fixed = set(bound)
    inside: dict[str, list[str]] = {}
    for path in layers:
        for folder in folders_above(path):
            inside.setdefault(folder, []).append(path)
    crossing = _crossing(pairs)
    settled = fixed.union(*map(folders_above, fixed))
    found: dict[str, str] = {}
    for folder in sorted(inside, key=lambda one: (one.count("/"), one)):
        if folder in settled or any(one in found for one in folders_above(folder)):
            continue
        target = _target(inside[folder], crossing.get(folder, ()), layers, speakers, order)
        if target is not None:
            found[folder] = order[target]
            layers.update(dict.fromkeys(inside[folder], target))
    return found | _files(pairs, layers, speakers, fixed, order)


def _files(
    pairs: Sequence[tuple[str, str]],
    layers: dict[str, int],
    speakers: Mapping[str, set[str]],
    fixed: set[str],
    order: Sequence[str],
) -> dict[str, str]:
    """The files that do not speak for their layer and leave no violation where they go: those first whose move ends most. What
    a file needs may have to go before it can.
    """
    touching: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        for path in pair:
            touching.setdefault(path, []).append(pair)
    worth: dict[str, tuple[int, int]] = {}
    found: dict[str, str] = {}
    waiting: set[str] = set(touching)
    while len(found) < _MOST_FILES:
        for path in waiting - found.keys():
            worth.pop(path, None)
            target = _best([path], touching[path], layers, order)
            said = speakers.get(path, ())
            if target is None or ((path in fixed or order[layers[path]] in said) and order[target] not in said):
                continue
            before, after = (_violations([path], touching[path], layers, place) for place in (layers[path], target))
            if after <= _LEFT * before:
                worth[path] = (after - before, target)
        if not worth:
            break
        path = min(worth, key=lambda one: (worth[one][0], one))
        layers[path] = worth.pop(path)[1]
        found[path] = order[layers[path]]
        waiting = {end for pair in touching[path] for end in pair}
    return found


def _target(
    members: Sequence[str],
    edges: Sequence[tuple[str, str]],
    layers: Mapping[str, int],
    speakers: Mapping[str, set[str]],
    order: Sequence[str],
) -> int | None:
    """The lower layer that a folder belongs to, None where it stays: it lies in several, says itself where it belongs, or there
    is little to gain.
    """
    here = {layers[path] for path in members}
    if len(here) != 1:
        return None
    home = here.pop()
    said = sum(order[home] in speakers.get(path, ()) for path in members)
    if said > _SPEAKING * len(members):
        return None
    before = _violations(members, edges, layers, home)
    target = _best(members, edges, layers, order)
    if target is None or before < _FEWEST or _violations(members, edges, layers, target) > _WORTH * before:
        return None
    return target


def _best(
    members: Sequence[str], edges: Sequence[tuple[str, str]], layers: Mapping[str, int], order: Sequence[str]
) -> int | None:
    """The lower layer with the fewest violations, the upper one of equals; None where none has fewer than there are."""
    home = layers[members[0]]
    costs = [(_violations(members, edges, layers, target), target) for target in range(home, len(order))]
    least, target = min(costs, default=(0, home))
    return target if target != home and least < costs[0][0] else None


def _violations(
    members: Sequence[str], edges: Sequence[tuple[str, str]], layers: Mapping[str, int], target: int
) -> int:
    """How many dependencies break the layering where some modules lie in `target`: upward, or past the layer below."""
    moved = set(members)
    found = 0
    for importer, imported in edges:
        above = target if importer in moved else layers[importer]
        below = target if imported in moved else layers[imported]
        found += below < above or below > above + 1
    return found


def _crossing(pairs: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """By folder the uses between what lies in it and what does not."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        one, other = (set(folders_above(path)) for path in pair)
        for folder in one ^ other:
            found.setdefault(folder, []).append(pair)
    return found


def folders_above(path: str) -> Iterable[str]:
    """The folders that a path lies in, innermost first, without the project itself."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path

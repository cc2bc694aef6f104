"""Score recovered architectures against drawn ones: a folder with truth/NAME/NAME.json and repos/NAME in, scores by system out.

usage: python benchmarks/recovery.py FOLDER [NAME ...] [-v] [-o PREDICTED]
The truth holds `services`, `external_entities` and `information_flows` (sender, receiver). Without a folder of truths the
systems of architectures.json are scored that lie in FOLDER/OWNER/NAME. Names are compared without case and punctuation, a
flow is a pair without direction. `-v` prints what is missing and what is too much, with its evidence;
`-o` writes `{"nodes": [...], "edges": [[a, b], ...]}` for each system.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archlint.graph.components.signs import plain
from archlint.model.architecture import Architecture, Component
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

READ = Path(__file__).with_name("architectures.json")

# The data set draws all foreign websites as one node.
DRAWN_AS = {"website": "external_website"}


class Score(NamedTuple):
    hit: int
    claimed: int
    true: int

    def __add__(self, other):  # type: ignore[no-untyped-def,override]
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        precision, recall = self.hit / max(self.claimed, 1), self.hit / max(self.true, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({self.hit} of {self.true}, {self.claimed} claimed)"


def main(arguments: list[str]) -> int:
    verbose = "-v" in arguments
    out = Path(arguments[arguments.index("-o") + 1]) if "-o" in arguments else None
    plain_arguments = [one for one in arguments if not one.startswith("-") and (out is None or one != str(out))]
    if not plain_arguments:
        print(__doc__)
        return 2
    folder, names = Path(plain_arguments[0]), plain_arguments[1:]
    totals = {"nodes": Score(0, 0, 0), "edges": Score(0, 0, 0)}
    for name, root, truth in drawn(folder):
        if names and not any(one in name for one in names):
            continue
        found = recovered(root)
        shown = {one.name: DRAWN_AS.get(one.kind, one.name) for one in found.components}
        if out is not None:
            out.mkdir(exist_ok=True, parents=True)
            edges = [[shown[flow.source], shown[flow.target]] for flow in found.flows]
            (out / f"{name.replace('/', '+')}.json").write_text(
                json.dumps({"nodes": [*shown.values()], "edges": edges})
            )
        print(name, flush=True)
        for what, score in scored(truth, found, shown, verbose).items():
            totals[what] += score
            print(f"  {what} {score}")
    for what, score in totals.items():
        print(f"ALL {what} {score}")
    return 0


def drawn(folder: Path) -> Iterator[tuple[str, Path, dict]]:
    """The systems in a folder: their names, where they lie and what was drawn."""
    files = [path for path in sorted(folder.glob("truth/*/*.json")) if path.stem == path.parent.name]
    for path in files:
        yield path.stem, folder / "repos" / path.stem, json.loads(path.read_text())
    if files:
        return
    for name, one in json.loads(READ.read_text()).items():
        if (folder / name).is_dir():
            flows = [{"sender": end, "receiver": other} for end, others in one["flows"].items() for other in others]
            services = [{"name": node} for node in one["nodes"]]
            yield (
                name,
                folder / name,
                {"services": services, "external_entities": [], "information_flows": flows},
            )


def scored(truth: dict, found: Architecture, shown: dict[str, str], verbose: bool) -> dict[str, Score]:
    true_nodes = {plain(one["name"]) for one in (*truth["services"], *truth["external_entities"])}
    true_edges = {frozenset((plain(one["sender"]), plain(one["receiver"]))) for one in truth["information_flows"]}
    nodes = {plain(shown[one.name]): one for one in found.components}
    edges: dict[frozenset[str], list] = {}
    for flow in found.flows:
        edges.setdefault(frozenset((plain(shown[flow.source]), plain(shown[flow.target]))), []).append(flow)
    if verbose:
        for name in sorted(true_nodes - nodes.keys()):
            print(f"    missing node {name}")
        for name in sorted(nodes.keys() - true_nodes):
            print(f"    extra node {told(nodes[name])}")
        for pair in sorted(map(sorted, true_edges - edges.keys())):
            print(f"    missing edge {' - '.join(pair)}")
        for pair in sorted(map(sorted, edges.keys() - true_edges)):
            for flow in edges[frozenset(pair)]:
                print(f"    extra edge {flow.source} -> {flow.target} ({flow.kind}) {flow.evidence[:2]}")
    return {
        "nodes": Score(len(true_nodes & nodes.keys()), len(nodes), len(true_nodes)),
        "edges": Score(len(true_edges & edges.keys()), len(edges), len(true_edges)),
    }


def told(one: Component) -> str:
    return f"{one.name} ({one.kind} {one.technology}) {one.file}:{one.line}"


def recovered(root: Path) -> Architecture:
    """What `archlint show --level component` draws."""
    found = analyze(root, Request(cache=False, draft=True, workers=2, need_architecture=True))
    assert found.architecture is not None
    return found.architecture


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How long an editor waits for a keystroke and a hover: a project's folder in, milliseconds of processor time per file out.

    python benchmarks/editor.py FOLDER [FILE …]

Loads the project as `archlint lsp` does, then judges each file (the ten largest, where none is named) anew with one more line,
and says what its functions are for: the first time, and after a keystroke.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archlint.model.graph import Graph
from archlint.pipeline.workbench import Workbench

_KEYSTROKES = 25


def main(words: list[str]) -> int:
    if not words:
        print(__doc__)
        return 2
    root = Path(words[0])
    bench = Workbench(root)
    began = time.process_time()
    analysis = bench.load()
    print(f"loaded {analysis.statistics.modules:,} modules in {time.process_time() - began:.1f} s of processor time")
    graph = analysis.graph or Graph()
    sizes = sorted(((root / module.id).stat().st_size, module.id) for module in graph.modules)
    for path in words[1:] or [path for _, path in sizes[-10:]]:
        content = (root / path).read_bytes()
        bench.judged(path, content)
        texts = [content + b"\n" * (number + 1) for number in range(_KEYSTROKES)]
        taken = [_spent(partial(_keystroke, bench, path, text)) for text in texts]
        hovers = [_spent(partial(bench.units, path, text)) for text in (content, content + b"\n")]
        print(
            f"{statistics.median(taken):7.1f} ms median, {max(taken):.1f} ms at most; "
            f"hover {hovers[0]:.0f}, then {hovers[1]:.0f} ms  {len(content):,} bytes  {path}"
        )
    return 0


def _keystroke(bench: Workbench, path: str, content: bytes) -> None:
    bench.judged(path, content)
    bench.violated(path, content)


def _spent(act: Callable[[], object]) -> float:
    """The milliseconds of processor time that something takes."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1_000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

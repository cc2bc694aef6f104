"""How long an editor waits after a keystroke: a project's folder in, milliseconds of processor time per file out.

    python benchmarks/editor.py FOLDER [FILE …]

Loads the project as `archlint lsp` does, then judges each file (the ten largest, where none is named) anew with one more line.
"""

import statistics
import sys
import time
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
        taken = []
        for number in range(_KEYSTROKES):
            began = time.process_time()
            bench.judged(path, content + b"\n" * number)
            taken.append((time.process_time() - began) * 1_000)
        print(f"{statistics.median(taken):7.1f} ms median, {max(taken):.1f} ms at most  {len(content):,} bytes  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

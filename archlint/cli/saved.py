"""A saved analysis: the name of a file (or `-`) in, a whole and consistent Analysis out, or a UsageError that says why not."""

from pathlib import Path

import msgspec

from archlint.cli.door import Door
from archlint.cli.usage import UsageError
from archlint.model.analysis import ANALYSIS_SCHEMA, Analysis, decode

LARGEST = 512 * 1024 * 1024
_HOW = "write one with 'archlint check --format json --output FILE'"


class _Header(msgspec.Struct):
    schema: str = ""


def read_saved(name: str, door: Door) -> Analysis:
    """Raises UsageError for what cannot be read, is too large, is something else or contradicts itself."""
    data = door.terminal.read(LARGEST + 1) if name == "-" else _bytes(Path(name))
    label = "standard input" if name == "-" else name
    if len(data) > LARGEST:
        raise UsageError(f"{label} is larger than {LARGEST // 1024 // 1024} MiB; that is no analysis to render")
    if not data.strip():
        raise UsageError(f"{label} is empty; {_HOW}")
    try:
        schema = msgspec.json.decode(data, type=_Header).schema
        if schema != ANALYSIS_SCHEMA:
            told = f"its schema is '{schema[:80]}', not '{ANALYSIS_SCHEMA}'" if schema else "it names no schema"
            raise UsageError(f"{label} is not a saved analysis: {told}; {_HOW}")
        analysis = decode(data)
    except RecursionError:
        raise UsageError(f"{label} is not a saved analysis: it is nested too deeply; {_HOW}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(f"{label} is not a saved analysis: {error}; {_HOW}") from None
    mistake = _contradiction(analysis)
    if mistake:
        raise UsageError(f"{label} is not a sound analysis: {mistake}; {_HOW}")
    return analysis


def saved_files(names: list[str], most: int) -> list[Path]:
    """The files that `--history` names. Raises UsageError for a folder without any, and for more than can be drawn."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.glob("*.json"))
            if not inside:
                raise UsageError(f"--history {name}: there is no .json file in that folder")
            found += inside
        else:
            found.append(path)
    if len(found) > most:
        raise UsageError(f"--history names {len(found):,} analyses; {most} is the most that is drawn")
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None


def _contradiction(analysis: Analysis) -> str:
    """What the types cannot say: a verdict for every dependency, and both its ends among the modules."""
    graph = analysis.graph
    if graph is None:
        return ""
    if len(graph.dependencies) != len(analysis.verdicts):
        return f"{len(graph.dependencies):,} dependencies have {len(analysis.verdicts):,} verdicts"
    modules = {module.id for module in graph.modules}
    for dependency in graph.dependencies:
        for end in (dependency.importer, dependency.imported):
            if end not in modules:
                return f"'{end}' has dependencies and is not among the modules"
    return ""

"""Where rules/ lies, and the packs that a declaration extends: names in, parsed pack files out, bases first."""

import re
from collections.abc import Iterator
from pathlib import Path

from archlint import version
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.format import REQUIRED_VERSION
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.sources import Source, is_file, lies_inside, parse, read

PACK_FILE = "pack.toml"
_MAX_CHAIN = 16
_REQUIRED = re.compile(REQUIRED_VERSION)
_SHIPPED_NAME = re.compile(r"layers/[\w-]+$")


def rules_folder() -> Path:
    """The folder of rules: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(version.__file__).resolve().parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with archlint, sorted."""
    return tuple(sorted(f"layers/{file.parent.name}" for file in rules_folder().glob(f"layers/*/{PACK_FILE}")))


def extended_packs(root: Path, main: Source, complaints: Complaints) -> tuple[Source, ...]:
    """Every pack that `main` extends, directly or not, each once and after those that it extends itself."""
    found: dict[str, Source] = {}
    _visit(root, main, (main.label,), found, complaints)
    return tuple(found.values())


def _visit(
    root: Path, source: Source, chain: tuple[str, ...], found: dict[str, Source], complaints: Complaints
) -> None:
    for path, name in _extends(source):
        told = " → ".join(map(shown, (*chain, name)))
        if name in chain:
            complaints.add(source, path, f"packs extend each other in a circle: {told}")
        elif len(chain) > _MAX_CHAIN:
            complaints.add(source, path, f"packs extend packs more than {_MAX_CHAIN} deep: {told}")
        elif name not in found:
            pack = _opened(root, name, source, path, complaints)
            if pack is not None and _is_understood(pack, told, complaints):
                _visit(root, pack, (*chain, name), found, complaints)
                found[name] = pack


def _extends(source: Source) -> Iterator[tuple[KeyPath, str]]:
    """The packs that a file names, with the key paths of the names; wrong types are complained about elsewhere."""
    raw = source.table.get("extends")
    if isinstance(raw, str):
        yield ("extends",), raw.rstrip("/")
    elif isinstance(raw, list):
        for index, name in enumerate(raw):
            if isinstance(name, str):
                yield ("extends", index), name.rstrip("/")


def _opened(root: Path, name: str, source: Source, path: KeyPath, complaints: Complaints) -> Source | None:
    if name.startswith("./"):
        label = f"{name[2:]}/{PACK_FILE}"
        file = root / label
        if ".." in label.split("/") or not lies_inside(root, file):
            complaints.add(source, path, f"'{shown(name)}' lies outside of the project")
            return None
    else:
        label = f"pack:{name}"
        file = rules_folder() / name / PACK_FILE
    if not (name.startswith("./") or _SHIPPED_NAME.match(name)) or not is_file(file):
        hint = ", or ./FOLDER for a folder of the project that holds a pack.toml"
        complaints.add(source, path, f"there is no pack '{shown(name)}'{choice(name, shipped_packs())}{hint}")
        return None
    try:
        content = read(file, label)
        return Source(label, content, parse(label, content))
    except DeclarationError as error:
        complaints.add_error(error)
        return None


def _is_understood(pack: Source, chain: str, complaints: Complaints) -> bool:
    """Whether this archlint is new enough for a pack. Other mistakes in `[pack]` are complained about elsewhere."""
    about = pack.table.get("pack")
    required = about.get("requires_archlint", "") if isinstance(about, dict) else ""
    match = _REQUIRED.match(required) if isinstance(required, str) else None
    if match is None or _version(match[1]) <= _version(version.__version__):
        return True
    complaints.add(
        pack,
        ("pack", "requires_archlint"),
        f"the pack needs archlint {required}, this is {version.__version__} ({chain}); upgrade archlint",
    )
    return False


def _version(text: str) -> tuple[int, ...]:
    """`1.2.0` and `1.2` are equal; what follows the numbers of a pre-release does not count."""
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3]]
    return (*numbers, *[0] * (3 - len(numbers)))

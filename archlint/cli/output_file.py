"""`--output FILE`: text or bytes in, a whole file or none out. A source file, a manifest or a folder is never overwritten."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from archlint.cli.usage import UsageError
from archlint.languages.catalogue import LANGUAGES

_DECLARATIONS = ("archlint.toml", "pyproject.toml", "archlint-baseline.json")


def check_writable(path: Path) -> None:
    """Raises UsageError where `write_output` would refuse: said before the work, not after it."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise UsageError(f"cannot write {path}: there is no folder {path.parent}") from None
        return
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    if stat.S_ISDIR(mode):
        raise UsageError(f"cannot write {path}: it is a folder; give the name of a file in it")
    if stat.S_ISREG(mode) and _is_input(path):
        raise UsageError(f"refusing to overwrite {path}: it is a source or configuration file; choose another name")


def write_output(path: Path, written: str | bytes) -> None:
    """Write bytes as they are, text as UTF-8 with LF line ends. A regular file is replaced in one step, so a reader or a
    crash never meets half of it; a device or pipe is written to directly. Raises UsageError where it cannot be done; the
    old file stays.
    """
    check_writable(path)
    data = written if isinstance(written, bytes) else written.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)  # a link stays a link
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file that archlint itself keeps, in one step. A link in its place is replaced, never followed: the project
    may be anybody's. Raises UsageError where it cannot be done; the old file stays.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _replace(path: Path, data: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _is_input(path: Path) -> bool:
    """Whether archlint reads such a file: source by its ending, or a manifest by its name."""
    name = path.name
    return name in _DECLARATIONS or any(
        name.endswith(tuple(language.suffixes)) or any(path.match(manifest) for manifest in language.manifests)
        for language in LANGUAGES
    )

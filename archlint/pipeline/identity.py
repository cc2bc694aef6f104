"""What identifies the tool that ran: its version, its own files and its grammars in, one digest out.

Stored facts and analyses carry it, so that an upgrade, an edit of archlint or another grammar never meets old answers.
"""

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from archlint import version
from archlint.model.facts import FACTS_VERSION

PACKAGES = (
    "tree_sitter",
    "tree_sitter_python",
    "tree_sitter_javascript",
    "tree_sitter_typescript",
    "tree_sitter_java",
)


@cache
def tool_identity() -> bytes:
    """The same for the same installation; looks at names, sizes and times of files, reads none."""
    hashed = hashlib.blake2b(f"{version.__version__} {FACTS_VERSION}".encode(), digest_size=20)
    home = Path(version.__file__).parent
    folders = [str(home)]
    if not (home / "rules").is_dir():  # a checkout: rules/ lies beside the package
        folders += [str(home.parent / "rules")] if (home.parent / "rules").is_dir() else []
    while folders:
        folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                    continue
                found = entry.stat()
                hashed.update(f"{entry.name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    for package in PACKAGES:
        found_spec = find_spec(package)
        if found_spec is not None and found_spec.origin:
            place = Path(found_spec.origin).parent.stat()
            hashed.update(f"{package}\0{found_spec.origin}\0{place.st_mtime_ns}\0".encode())
    return hashed.digest()

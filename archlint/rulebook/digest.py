"""What identifies a declaration, without understanding it: a project's folder in, a digest of every byte out."""

from pathlib import Path

from archlint.rulebook import collect
from archlint.rulebook.complaints import Complaints


def declaration_digest(root: Path, config: Path | None = None) -> str:
    """`load_rulebook(root, config).digest` without the validation: reads, parses and hashes the same files, so it
    changes whenever any byte that a load would read does. Also defined when nothing is declared. Raises
    DeclarationError when a file cannot be read or parsed.
    """
    complaints = Complaints()
    files = collect.collect(root, config, complaints)
    complaints.raise_if_any()
    return collect.digest(files)

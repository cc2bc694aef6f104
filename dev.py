"""The project's front door: `python3 dev.py check examples/self-care/current`, `python3 dev.py test`, `python3 dev.py --help`.

Sets up `.venv` on first use (and again whenever pyproject.toml changes), then runs the task in it. Needs only Python 3.11.
"""

import compileall
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "installed-from"

TASKS = {
    "test": ("run the tests", [["python", "-m", "pytest"]]),
    "lint": (
        "ruff, mypy, import-linter and archlint on archlint itself",
        [
            ["ruff", "check", "."],
            ["ruff", "format", "--check", "."],
            ["mypy"],
            ["lint-imports"],
            ["archlint", "check", "."],
        ],
    ),
    "docs": ("write the generated pages and schemas under docs/ again", [["python", "-m", "tools.generate"]]),
    "site": ("build the documentation as a site, into build/site/", [["mkdocs", "build", "--strict", "--quiet"]]),
    "bench": ("compare with other tools (see benchmarks/README.md)", [["python", "benchmarks/run.py"]]),
}


def main(arguments: list[str]) -> int:
    """Run a task, or hand any other command to archlint itself. Returns the exit code of the first step that fails."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print("usage: python3 dev.py TASK [ARGUMENT ...]\n")
        for name, (what, _) in TASKS.items():
            print(f"  {name:8}{what}")
        print("\nAnything else is a command of archlint: python3 dev.py check examples/self-care/current")
        return 0
    set_up()
    name, *rest = arguments
    steps = [[*step] for step in TASKS[name][1]] if name in TASKS else [["archlint", name]]
    steps[-1] += rest
    for step in steps:
        code = subprocess.run([BIN / step[0], *step[1:]], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def set_up() -> None:
    """Make `.venv` hold archlint (editable) and its development tools, unless it already does."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Setting up .venv (once) …", file=sys.stderr, flush=True)
    venv.create(VENV, with_pip=True)
    install = [BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f"{ROOT}[dev]"]
    subprocess.run(install, check=True, stdout=sys.stderr)
    compileall.compile_dir(ROOT / "archlint", quiet=2)  # pip does this for all but editable installations
    STAMP.write_text(wanted)


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("archlint needs Python 3.11 or newer; this is " + sys.version.split()[0])
    sys.exit(main(sys.argv[1:]))

"""`python -m archlint` is `archlint`."""

from archlint.cli.main import entry

if __name__ == "__main__":
    entry()

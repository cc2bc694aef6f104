"""Paths of a project in, what they say by themselves or have in common out."""


def in_common(first: str, second: str) -> int:
    """How many folders (and the file itself) two paths have in common at their beginning."""
    count = 0
    for one, other in zip(first.split("/"), second.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count


def is_application_of_workspace(path: str) -> bool:
    """Whether a file is how workspaces of Nx, Nest and Angular declare an application beside others that share one
    package.json. Where it lies in `src` it is that of the only one.
    """
    folder, _, name = path.rpartition("/")
    return name == "tsconfig.app.json" and folder.rpartition("/")[2] not in ("", "src")

"""Paths of a project: two of them in, what they have in common out."""


def in_common(first: str, second: str) -> int:
    """How many folders (and the file itself) two paths have in common at their beginning."""
    count = 0
    for one, other in zip(first.split("/"), second.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count

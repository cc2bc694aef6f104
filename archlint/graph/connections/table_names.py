"""What mappers call the tables of classes that do not say it: names of classes and a way of naming in, names of tables out."""

import re
from collections.abc import Callable, Mapping

from archlint.graph.connections.english import plural

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"(?<!^)(?=[A-Z])")
_PLURALS: Mapping[str, str] = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "mouse": "mice",
    "datum": "data",
    "medium": "media",
    "index": "indices",
    "analysis": "analyses",
    "news": "news",
    "media": "media",
    "data": "data",
    "people": "people",
    "children": "children",
    "equipment": "equipment",
    "information": "information",
    "series": "series",
    "species": "species",
    "metadata": "metadata",
}
"""By the last word of a name in lower case what both libraries that count in words make of it."""
_LAST_WORD = re.compile(r"[A-Z]?[a-z]+$")


def named_after(name: str, naming: str, module: str = "", label: str = "") -> str:
    """What a mapper calls the table of a class: `snake` OrderItem → order_item, `lower` → orderitem, `camel` → orderItem,
    `plural` → orderitems, `plural-title` → OrderItems, `app` → shop_orderitem, after the folder of the application or its
    `label`. `humps` and `letters` are `snake` but for capitals beside each other: HTTPLog → httplog, h_t_t_p_log.
    """
    if naming == "app":
        before = label or _application(module)
        return f"{before}_{name.lower()}" if before else name.lower()
    return _NAMING[naming](name) if naming else name


def _application(module: str) -> str:
    """What the folder of the application is called that a module with models belongs to."""
    folders = module.split("/")[:-1]
    ends = [at for at, folder in enumerate(folders) if folder in ("models", "migrations") and at]
    return folders[min(ends) - 1] if ends else "".join(folders[-1:])


def _plural(name: str) -> str:
    """The plural of a name of words, by its last word, which stays as large as it is."""
    last = _LAST_WORD.search(name)
    word = last[0] if last is not None else name
    before = name[: len(name) - len(word)]
    known = _PLURALS.get(word.lower())
    if known is not None:
        return before + (known.title() if word[:1].isupper() else known)
    return name if word.endswith("s") and not word.endswith("ss") else before + plural(word)


_NAMING: Mapping[str, Callable[[str], str]] = {
    "snake": lambda name: _WORDS.sub("_", name).lower(),
    "humps": lambda name: _HUMPS.sub("_", name).lower(),
    "letters": lambda name: _LETTERS.sub("_", name).lower(),
    "lower": str.lower,
    "camel": lambda name: name[:1].lower() + name[1:],
    "title": lambda name: name[:1].upper() + name[1:],
    "plural": lambda name: _plural(name).lower(),
    "plural-title": _plural,
}

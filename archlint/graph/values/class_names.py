"""What classes are called: an object or a class and how code asks for its name in, the class or the text out.

An object that a caller gives stays asked for: whoever knows the caller knows its class.
"""

import re
from typing import TYPE_CHECKING

from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    Instance,
    ParameterValue,
    Symbol,
    TextValue,
    Value,
    options_of,
    several,
)

if TYPE_CHECKING:
    from archlint.graph.values.calling import Calls

CLASS_OF = {"typescript": "constructor", "python": "__class__"}
"""The attribute by which objects know their class, by language."""
NAME_OF = {"typescript": ("name",), "python": ("__name__", "__qualname__")}
"""The attributes that say what a class is called."""
METHODS = frozenset(("getClass", "getSimpleName", "getName", "getCanonicalName", "getTypeName"))
"""The methods of Java that say so."""
_SIMPLE = "getSimpleName"
_ALWAYS = frozenset((_SIMPLE, "getCanonicalName", "getTypeName"))
"""Those that nothing but classes has."""
_OF_TYPES = ("class", "getClass", *CLASS_OF.values())
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def class_of(value: Value, language: str) -> Value | None:
    """The class of an object, None where it is not known."""
    found: list[Value] = []
    for one in options_of(value):
        if isinstance(one, Instance):
            found.append(one.of)
        elif isinstance(one, ParameterValue):
            found.append(Attribute(one, CLASS_OF.get(language, "class")))
        else:
            return None
    return several(found)


def method(evaluator: "Calls", of: Value, name: str) -> Value | None:
    """What a method of Java says about a class; None where it is called on anything else."""
    if name == "getClass":
        return class_of(of, "java")
    if isinstance(of, ClassValue):
        file = evaluator.program.file(of.module)
        own = file.scopes[of.scope].name
        package = file.sketch.package
        return TextValue((own if name == _SIMPLE or not package else f"{package}.{own}",))
    if isinstance(of, Symbol) and of.name.endswith(".class"):
        plain = of.name.removesuffix(".class")
        return TextValue((plain.rpartition(".")[2] if name == _SIMPLE else plain,))
    return Attribute(of, name) if _is_asked(of, name) else None


def _is_asked(of: Value, name: str) -> bool:
    """Whether the class that a caller gives, or that of an object that it gives, is asked for its name."""
    if isinstance(of, Attribute) and of.name in _OF_TYPES:
        return isinstance(of.of, ParameterValue)
    if not isinstance(of, ParameterValue):
        return False
    is_class = isinstance(of.declared, Applied) and of.declared.callee == Symbol("java.lang.Class")
    return is_class or name in _ALWAYS


def spelt(value: Value, function: str) -> Value | None:
    """What a function gives that writes names in another way: `UserCreated` → `user_created`; None for any other function.
    What is not known to be written out stays as it is.
    """
    form = _FORMS.get(function)
    if form is None:
        return None
    between, first, others = form
    found: list[Value] = []
    for one in options_of(value):
        written = one.parts[0] if isinstance(one, TextValue) and len(one.parts) == 1 else None
        if not isinstance(written, str):
            found.append(one)
            continue
        words = [word.lower() for word in _WORDS.findall(written)]
        spelt_words = [_cased(word, others if place else first) for place, word in enumerate(words)]
        found.append(TextValue((between.join(spelt_words),)))
    return several(found)


def _cased(word: str, case: str) -> str:
    return word.capitalize() if case == "title" else word.upper() if case == "upper" else word


_FORMS = {
    "snakeCase": ("_", "lower", "lower"),
    "snake_case": ("_", "lower", "lower"),
    "decamelize": ("_", "lower", "lower"),
    "underscore": ("_", "lower", "lower"),
    "kebabCase": ("-", "lower", "lower"),
    "paramCase": ("-", "lower", "lower"),
    "dashify": ("-", "lower", "lower"),
    "dotCase": (".", "lower", "lower"),
    "camelCase": ("", "lower", "title"),
    "camelize": ("", "lower", "title"),
    "pascalCase": ("", "title", "title"),
    "constantCase": ("_", "upper", "upper"),
}
"""What stands between the words, and how the first and the others are written, by what functions for it are called."""
SPELLING = frozenset(_FORMS)

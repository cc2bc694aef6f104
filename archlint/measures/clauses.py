"""What a clause is about: its text in, the questions it asks about data out, without those that only look whether
something is there. Works on the text alone, for all languages alike.
"""

import re
from functools import lru_cache

from archlint.model.facts import Clause

_CONNECTIVE = re.compile(r"\s*(?:&&|\|\||\?\?|\band\b|\bor\b)\s*")
_STRING = re.compile(r"[frbu]{0,2}(?:\"[^\"]*\"|'[^']*'|`[^`]*`)")
_ABSENCE = re.compile(
    r"\b(?:null|None|undefined|nullptr|typeof|instanceof|isinstance|issubclass|hasattr|callable|NaN|nil)\b"
    r"|\bis(?:Null|Blank|Empty|Present|None|Undefined|Nil|NaN|Array|Defined|NotEmpty|NotBlank)\w*\("
    r"|\b(?:is_empty|exists|hasErrors|hasNext|is_valid|isError|hasText|hasLength|nonNull|containsKey|isset)\("
    r"|\b(?:length|size|count|len)\b\)?\(?\w*\)?\s*(?:[=!<>]=*\s*[01]\b|\Z)|\blen\([\w.]+\)|\.ok\b|\berr(?:or)?\b"
    r"|\.(?:strip|trim)\(\)\s*\Z|\.get\([^()]*\)\s*\Z|\bis(?:Left|Right|None|Some|Err|Ok|Failure)\(",
    re.ASCII,
)
_COMPARISON = re.compile(r"[=!]==?|[<>]=?|\bin\b|\bis\b")
_EMPTY = re.compile(r"[=!]==?\s*(?:\"\"|''|``|\[\]|\{\}|0\b(?![.\d]))|\A\W*\Z")
_NAME = re.compile(r"[!(\s]*(?:not\s+)?[!(\s]*[\w$.?\[\]]+[)\s]*\Z", re.ASCII)
_CALL = re.compile(r"[\w$)\]]\(", re.ASCII)
_PREDICATE = re.compile(
    r"(?:\A|[._\W])(?:is|has|can|may|must|should|needs|allows?|requires?)(?:_|[A-Z])\w*|(?:ed|able)\)*\Z"
)
_MARKUP = re.compile(r"<[A-Za-z][\w.]*[\s/>]")
_LITERAL = re.compile(r"[!(\s]*(?:[-\d.]+|true|false|True|False|[\[{(].*)?[)\s]*\Z")
_JUDGED = re.compile(r"\.(?:equals|equalsIgnoreCase|compareTo)\(")
_TEXT_SUM = re.compile(r"[A-Z][A-Z_]{2,}\s*\+\s*\w*(?:[iI]d|[nN]ame|[kK]ey|[pP]ath|[cC]ode)\s*\Z", re.ASCII)
_PATH = re.compile(r"[\w$.()]+(?:\s*/\s*(?:[\w$.()]+|[frb]?[\"'][^\"']*[\"']))+\Z", re.ASCII)
_STEP = re.compile(r"[\w$.\[\]()?!]+\s*(?:[-+]\s*1|[-+]=\s*1|\+=\s*[\w$.\[\]()]+)\Z", re.ASCII)


def questions(clause: Clause) -> tuple[str, ...]:
    """The parts of a condition, comparison or switch that ask something of data, texts blanked to quotes. What only looks
    whether a value is there, empty, of a type or an error is none; neither is `value or default`.
    """
    return _questions(clause.kind, clause.text)


@lru_cache(maxsize=1 << 16)
def _questions(kind: str, written: str) -> tuple[str, ...]:
    """The same clause is looked at for several reasons, and many are written alike."""
    if kind == "computation":
        return ()
    text = _STRING.sub(_blank, written)
    markup = _MARKUP.search(text)
    if markup is not None:
        text = text[: markup.start()]
    if kind == "case":
        return (written,) if written not in ("_", "default") else ()
    if kind == "subject":
        return (text,)
    atoms = [_balanced(atom) for atom in _CONNECTIVE.split(text) if atom]
    return tuple(atom for atom in atoms if _asks(atom, in_condition=kind == "condition"))


def computes(clause: Clause) -> bool:
    """Whether a computation is more than a step to the next or a running sum."""
    text = clause.text
    if clause.kind != "computation" or _STEP.match(text) or _TEXT_SUM.search(text):
        return False
    return not (("'" in text or '"' in text) and _PATH.match(text))


def _asks(atom: str, *, in_condition: bool) -> bool:
    if _ABSENCE.search(atom) or _EMPTY.search(atom) or _LITERAL.match(atom):
        return False
    if _COMPARISON.search(atom) or _JUDGED.search(atom):
        return True
    if _PREDICATE.search(atom):
        return True
    return in_condition and not _NAME.match(atom) and _CALL.search(atom) is not None


def _balanced(atom: str) -> str:
    """Without the brackets that were opened or closed in other atoms."""
    atom = atom.strip()
    for _ in range(atom.count("(") - atom.count(")")):
        atom = atom.replace("(", "", 1) if not atom.startswith("(") else atom[1:].lstrip()
    while atom.count(")") > atom.count("(") and atom.endswith(")"):
        atom = atom[:-1].rstrip()
    while atom.startswith("(") and atom.endswith(")") and atom.find(")") == len(atom) - 1:
        atom = atom[1:-1].strip()
    return atom


def _blank(match: re.Match[str]) -> str:
    """A text keeps its first letters, so that `""` stays the empty text and `"GOLD"` something."""
    inside = match[0].strip("frbu\"'`")
    return f'"{re.sub(r"[^A-Za-z0-9_-]", "_", inside)[:40]}"' if inside else '""'

"""The tokens of a clause: its text and language in, names, numbers, texts and signs out, without comments."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

TokenKind = Literal["name", "number", "text", "sign"]

_TOKEN = re.compile(
    r"(?P<space>\s+|/\*.*?\*/)"
    r"|(?P<text>[frbuFRBU]{0,2}(?:\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\""
    r"|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))"
    r"|(?P<number>0[xX][0-9a-fA-F_]+[lLn]?|(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?[lLfFdDnmM]?(?!\w))"
    r"|(?P<name>#?(?:[^\W\d]|\$)[\w$]*)"
    r"|(?P<sign>\.\.\.|===|!==|\*\*=|//=|>>>|<<=|>>=|\?\?=|&&=|\|\|=|==|!=|<=|>=|&&|\|\||\?\?|\?\.|::|->|=>|\*\*|//|<<|>>|:="
    r"|[-+*/%&|^]=|[-+*/%<>=!?:.,()\[\]{}&|^~@;])",
    re.DOTALL,
)
_INNER = re.compile(r"\$?\{[^{}]*\}")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_HASH_COMMENTS = "python"


class Token(NamedTuple):
    """`value` is as written; of a text what is between its quotes, of a number its canonical form."""

    kind: TokenKind
    value: str


def tokens(text: str, language: str) -> Sequence[Token] | None:
    """The tokens in their order. None where there is something that is none, such as a text without an end, or a comment
    that lasts to the end of its line: clauses no longer know where that was.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or (match[0] == "//" and language != _HASH_COMMENTS):
            return None
        if match["name"] and match[0].startswith("#") and language == _HASH_COMMENTS:
            return None
        at = match.end()
        if match["text"] is not None:
            found.append(Token("text", _INNER.sub("{}", match[0].lstrip("frbuFRBU").strip("\"'`"))))
        elif match["number"] is not None:
            found.append(Token("number", number(match[0])))
        elif match["name"] is not None:
            found.append(Token("name", match[0]))
        elif match["sign"] is not None:
            found.append(Token("sign", match[0]))
    return found


def number(text: str) -> str:
    """`20_000L`, `20000.0` and `2e4` are the same number."""
    plain = text.replace("_", "")
    if plain[:2] in ("0x", "0X"):
        return str(int(plain.rstrip("lLn")[2:] or "0", 16))
    value = float(plain.rstrip("lLfFdDnmM"))
    return f"{value:.12g}" if value < 1e15 else repr(value)


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """The words and numbers of a name, lower case: `parseHTTPDate2` gives parse, http, date, 2."""
    return tuple(word.lower() for word in _WORD.findall(name))

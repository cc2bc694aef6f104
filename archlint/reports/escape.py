"""Hostile text in, inert text out: one function per output language. Names of analyzed code always pass through here.

Every function first makes invisible characters visible, so no control, ANSI, bidi or zero-width character survives.
"""

import re

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters that Unicode calls printable although nothing is seen: fillers, joiners, variation selectors."""

_MARKDOWN = re.compile(
    r"[\\`*\[\]<#|~&$]"  # markup, references, mathematics wherever they stand
    r"|:(?=//)|(?<=www)\."  # what makes a link of an address
    r"|!(?=\d)|\{(?=[+-])|(?<=[+-])\}"  # GitLab's references and changes
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is one
)
_BEGINNING = re.compile(r"(\s*\d*)([>+=.)-])")
"""What makes a quote, a list or a title where a line begins."""
_MENTION = "@<!-- -->"  # a mention is made from the rendered text, where an entity would be an @ again
_XML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_DOT = {ord("\\"): "\\\\", ord('"'): '\\"', ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_MERMAID_SAFE = frozenset("_-./,+=() ")
_PLANTUML_SAFE = frozenset("_-./,() ")
_RUN = re.compile(r"([-_./=*~])\1+")
_LOOKALIKES = {ord('"'): "\u2033", ord("\\"): "\u2216", ord("$"): "\uff04"}
_UNREAD = {ord("\\"): "\u2216", ord("$"): "\uff04"}
_GITHUB_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_GITHUB_PROPERTY = {**_GITHUB_DATA, ord(":"): "%3A", ord(","): "%2C"}


def visible(text: str) -> str:
    r"""`text` with every character that is not seen as itself written `\u{hex}`: safe for a terminal, one line."""
    if text.isprintable() and (text.isascii() or not _INVISIBLE.search(text)):
        return text
    return "".join(
        char if char.isprintable() and not _INVISIBLE.match(char) else f"\\u{{{ord(char):x}}}" for char in text
    )


def source(line: str) -> str:
    """A line of source code for a terminal: tabs become four spaces, everything else as in `visible`."""
    return visible(line.replace("\t", "    "))


def markdown(text: str) -> str:
    """Inline text for Markdown, also inside a table cell or HTML element: no markup, link, mention, image or math. What people
    read in a file or a mail stays as it is as far as that goes.
    """
    escaped = _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", visible(text)).replace("@", _MENTION)
    found = _BEGINNING.match(escaped)
    return f"{found[1]}&#{ord(found[2])};{escaped[found.end() :]}" if found is not None else escaped


def markdown_code(text: str) -> str:
    """Code inside a line of Markdown: in backticks, or in HTML where a name holds what would end them or a table's cell."""
    shown = visible(text)
    if not shown.strip():
        return ""
    return f"<code>{markdown(shown)}</code>" if set("`|") & set(shown) else f"`{shown}`"


def xml(text: str) -> str:
    r"""Text or an attribute's value for XML 1.0; characters that XML forbids are shown as `\u{hex}`."""
    return visible(text).translate(_XML)


def dot(text: str) -> str:
    r"""A quoted DOT string, quotes included: never an HTML label, never an escape sequence such as `\N`."""
    return f'"{visible(text).translate(_DOT)}"'


def mermaid(text: str) -> str:
    """A quoted Mermaid label, quotes included. ASCII punctuation becomes `#code;`, so no directive can be formed."""
    return '"' + "".join(_mermaid_char(char) for char in visible(text)) + '"'


def _mermaid_char(char: str) -> str:
    return char if char.isalnum() or char in _MERMAID_SAFE or not char.isascii() else f"#{ord(char)};"


def plantuml(text: str) -> str:
    """Text for PlantUML, quoted or not. Punctuation, and signs that stand twice (its markup), become `&#code;`; what older
    releases cannot read so is written by a look-alike.
    """
    shown = visible(text).translate(_UNREAD)
    runs = {place for run in _RUN.finditer(shown) for place in range(*run.span())}
    return "".join(
        char
        if (char.isalnum() or char in _PLANTUML_SAFE or not char.isascii()) and place not in runs
        else f"&#{ord(char)};"
        for place, char in enumerate(shown)
    )


def d2(text: str) -> str:
    """A string of D2, in single quotes: nothing in it is replaced, a quote is written twice."""
    return "'" + visible(text).replace("'", "''") + "'"


def structurizr(text: str) -> str:
    """A string of Structurizr's language, quotes included; what ends or replaces text there is written by a look-alike."""
    return f'"{visible(text).translate(_LOOKALIKES)}"'


def github_data(text: str) -> str:
    """The message of a GitHub workflow command; line ends that the caller wrote stay line ends."""
    return "\n".join(visible(line) for line in text.split("\n")).translate(_GITHUB_DATA)


def github_property(text: str) -> str:
    """A property's value in a GitHub workflow command."""
    return visible(text).translate(_GITHUB_PROPERTY)

"""Components of Vue and Svelte: a file in, the same bytes with everything but its scripts blanked out."""

import re
from typing import NamedTuple

_BLOCK = re.compile(rb"<!--|<(script|template|style)\b((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"([\w:-]+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VISIBLE = re.compile(rb"[^\s]")
COMPONENTS = ("vue", "svelte")
"""Dialects in which a file is a component: scripts, a template and styles."""
_DIALECTS = {"ts": "typescript", "typescript": "typescript", "tsx": "tsx"}


class Scripts(NamedTuple):
    """The scripts of a component: `text` has the length of the file and holds nothing but them."""

    file: bytes
    text: bytes
    grammar: str
    sources: tuple[tuple[str, int, int], ...]
    """`src="./x.ts"` of the script blocks: target, start and end of the tag."""
    comments: tuple[tuple[int, int], ...]
    """Start and end of the `<!-- -->` comments between and in the other blocks."""


def scripts(content: bytes) -> Scripts:
    """The `<script>` and `<script setup>` blocks of a component; they share one module."""
    pieces: list[bytes] = []
    languages: list[str] = []
    sources: list[tuple[str, int, int]] = []
    comments: list[tuple[int, int]] = []
    lower = content.lower()
    done = position = 0
    while True:
        match = _BLOCK.search(content, position)
        if match is None:
            break
        if match[1] is None:
            end = content.find(b"-->", match.end())
            position = len(content) if end < 0 else end + 3
            comments.append((match.start(), position))
            continue
        position = match.end()
        # A template is searched like the rest: its comments count, and a script cannot stand in it.
        if (match[1].lower() == b"template" or match[2].rstrip().endswith(b"/")) and match[1].lower() != b"script":
            continue
        closing = lower.find(b"</" + match[1].lower(), position)
        end = len(content) if closing < 0 else closing
        if match[2].rstrip().endswith(b"/"):
            end = position
        if match[1].lower() == b"script":
            attributes = _attributes(match[2])
            languages.append(attributes.get("lang", ""))
            if attributes.get("src"):
                sources.append((attributes["src"], match.start(), match.end()))
            pieces += (_VISIBLE.sub(b" ", content[done:position]), content[position:end])
            done = end
        position = end
    pieces.append(_VISIBLE.sub(b" ", content[done:]))
    found = {_DIALECTS.get(language, "javascript") for language in languages}
    grammar = next((name for name in ("tsx", "typescript") if name in found), "javascript")
    return Scripts(content, b"".join(pieces), grammar, tuple(sources), tuple(comments))


def _attributes(written: bytes) -> dict[str, str]:
    return {
        match[1].decode("utf-8", "replace").lower(): (match[2] or match[3] or match[4] or b"").decode(
            "utf-8", "replace"
        )
        for match in _ATTRIBUTE.finditer(written)
    }

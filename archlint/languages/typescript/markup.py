"""Templates of Angular, Vue and Svelte: a stretch of a file in, code of the same length out that holds what the template asks.

Everything but expressions is blanked, so that each keeps its place; what chooses or repeats an element becomes an `if` or a
loop without a body. Nothing is matched across more than _LONGEST bytes, so that no input costs more than its length.
"""

import re
from typing import NamedTuple

_LONGEST = 4_000
_LONGEST_NAME = 200
_MOST_UNCLOSED = 100
"""Brackets without an end that are looked for: each costs _LONGEST steps."""
_TOKEN = re.compile(
    rb"<!--|<(?P<tag>[A-Za-z][\w.:-]*)|\{\{|\{(?P<word>[#:@/][a-z]+(?:\s+if)?)|(?P<brace>\{)"
    rb"|@(?P<block>if|else\s{1,9}if|for|switch|case)\s{0,9}\((?=.)"
)
_ATTRIBUTE = re.compile(
    rb"\s*+(?:(?P<name>[^\s=>\"'/{}]{1,200})(?:\s{0,9}=\s{0,9}(?:\"(?P<double>[^\"]{0,4000}+)\"|'(?P<single>[^']{0,4000}+)'"
    rb"|(?P<brace>\{)|[^\s>\"'{]{0,4000}+))?|(?P<lone>\{)|(?P<end>/?>)|.)",
    re.DOTALL,
)
_ENTITIES = {b"&amp;": b"&", b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&#39;": b"'", b"&apos;": b"'"}
_ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|#39|apos);")
_OF = re.compile(rb"\s(?:of|in)\s")
_MICROSYNTAX = re.compile(rb"\s(?:as|let|trackBy|else|then)\b|;")
_ALIAS = re.compile(rb"\bas\s+[\w$]{1,200}\s*$")
_QUOTES = b"\"'`"
_OPENING, _CLOSING = b"([{", b")]}"

_CONDITIONS = frozenset(
    (b"v-if", b"v-else-if", b"v-show", b"*ngIf", b"[ngIf]", b"*ngSwitchCase", b"[ngSwitchCase]", b"[hidden]")
)
_LOOPS = frozenset((b"v-for", b"*ngFor", b"[ngForOf]"))
_STATEMENTS = (b"@", b"v-on:", b"(", b"on:")
_BOUND = (b":", b"v-", b"[", b"*", b"bind:", b"class:", b"use:", b"in:", b"out:")
_NOT_READ = (b"v-slot", b"#", b"v-pre", b"v-cloak", b"v-once")
_SVELTE_HEADS = {b"#if": b";if(", b":else if": b";if(", b"#each": b";while(", b"#await": b";(", b"#key": b";(",
                 b"@html": b";(", b"@render": b";(", b"@const": b";"}  # fmt: skip


class Markup(NamedTuple):
    """`code` has the length of the file; `elements` is how many elements the template draws."""

    code: bytes
    start: int
    end: int
    elements: int


def read_markup(content: bytes, start: int, end: int, dialect: str) -> Markup:
    """The template between two bytes of a file, in the dialect "vue", "angular" or "svelte"."""
    reading = _Reading(content, start, end, dialect)
    reading.run()
    return Markup(bytes(reading.out), start, end, reading.elements)


class _Reading:
    def __init__(self, content: bytes, start: int, end: int, dialect: str) -> None:
        self.content = content
        self.start = start
        self.end = end
        self.svelte = dialect == "svelte"
        self.angular = dialect == "angular"
        self.elements = 0
        self._unclosed = 0
        self.out = bytearray(re.sub(rb"[^\s]", b" ", content))

    def run(self) -> None:
        position = self.start
        while match := _TOKEN.search(self.content, position, self.end):
            position = match.end()
            if match["tag"]:
                self.elements += 1
                position = self._attributes(position)
            elif match["block"]:
                position = self._block(match) if self.angular else position
            elif match["word"] or match["brace"]:
                position = self._curly(match) if self.svelte else position
            elif self.content[match.start()] == ord("<"):
                closing = self.content.find(b"-->", position, self.end)
                position = self.end if closing < 0 else closing + 3
            elif self.svelte:
                position -= 1  # `{{` opens an object in an expression
                self._put_expression(position - 1, position, self._matching(position), b";")
            else:
                closing = self.content.find(b"}}", position, min(position + _LONGEST, self.end))
                if closing >= 0:
                    self._put(match.start(), position, closing, b";(", b")")
                    position = closing + 2

    def _attributes(self, position: int) -> int:
        """Read a tag's attributes; where the tag ends."""
        while position < self.end:
            match = _ATTRIBUTE.match(self.content, position, self.end)
            if match is None:
                return self.end
            position = match.end()
            if match["end"]:
                return position
            if match["brace"] or match["lone"]:
                closing = self._matching(position)
                if self.svelte and closing >= 0:
                    self._put_expression(position - 1, position, closing, b";")
                position = max(position, closing + 1)
                continue
            kind = "double" if match["double"] is not None else "single" if match["single"] is not None else ""
            if kind and not self.svelte:
                self._bound(match["name"], match.start("name"), *match.span(kind))
            elif kind:
                self._interpolated(*match.span(kind))
        return position

    def _interpolated(self, start: int, end: int) -> None:
        """Svelte's `class="a {b}"`."""
        at = self.content.find(b"{", start, end)
        while at >= 0:
            closing = self._matching(at + 1)
            if closing < 0 or closing > end:
                return
            self._put_expression(at, at + 1, closing, b";")
            at = self.content.find(b"{", closing, end)

    def _bound(self, name: bytes, before: int, start: int, end: int) -> None:
        """An attribute of Vue or Angular: what its value says depends on its name."""
        plain = name.partition(b".")[0]
        if name in _CONDITIONS:
            self._put(before, start, self._until_microsyntax(start, end), b";if(", b")")
        elif name in _LOOPS:
            self._loop(before, start, end)
        elif name.startswith(_STATEMENTS):
            self._put(before, start, end, b";", b";")
        elif name.startswith(_BOUND) and not plain.startswith(_NOT_READ):
            self._put(before, start, self._until_microsyntax(start, end) if name[:1] == b"*" else end, b";(", b")")
        elif self.angular:
            at = self.content.find(b"{{", start, end)
            closing = self.content.find(b"}}", at, end) if at >= 0 else -1
            if closing >= 0:
                self._put(at, at + 2, closing, b";(", b")")

    def _until_microsyntax(self, start: int, end: int) -> int:
        """Where the expression of `*ngIf="a; else b"` ends."""
        match = _MICROSYNTAX.search(self.content, start, end) if self.angular else None
        return end if match is None else match.start()

    def _loop(self, before: int, start: int, end: int) -> None:
        """`x in xs`, `let x of xs; trackBy: f`: what is gone through is asked, under which name does not matter."""
        match = _OF.search(self.content, start, min(end, start + _LONGEST_NAME))
        at = start if match is None else match.end()
        self._put(before, at, self._until_microsyntax(at, end), b";while(", b")")

    def _block(self, match: re.Match[bytes]) -> int:
        """Angular's `@if (…)`, `@for (x of xs; track x.id)` and `@case (…)`."""
        closing = self._matching(match.end())
        if closing < 0:
            return match.end()
        kind = match["block"]
        if kind == b"for":
            self._loop(match.start(), match.end(), closing)
        else:
            alias = self.content.find(b";", match.end(), closing)
            self._put(
                match.start(),
                match.end(),
                closing if alias < 0 else alias,
                b";(" if kind == b"switch" else b";if(",
                b")",
            )
        return closing + 1

    def _curly(self, match: re.Match[bytes]) -> int:
        """Svelte's `{#if …}`, `{#each … as …}`, `{…}`."""
        inside = match.end()
        closing = self._matching(inside)
        if closing < 0:
            return inside
        word = b" ".join((match["word"] or b"").split())
        head = _SVELTE_HEADS.get(word, b"" if word else b";")
        end = closing
        inside += word == b"#each"
        if word in (b"#each", b"#await"):
            alias = self.content.rfind(b" as " if word == b"#each" else b" then ", inside, closing)
            end = alias if alias >= 0 else closing
        if head:
            self._put_expression(match.start(), inside, end, head)
        return closing + 1

    def _put_expression(self, before: int, start: int, end: int, head: bytes) -> None:
        if end >= 0:
            self._put(before, start, end, head, b";" if head == b";" else b")")

    def _matching(self, position: int) -> int:
        """The bracket that closes the one before a byte, -1 for none within reach."""
        if self._unclosed >= _MOST_UNCLOSED:
            return -1
        depth = 1
        quote = 0
        limit = min(position + _LONGEST, self.end)
        content = self.content
        while position < limit:
            byte = content[position]
            if quote:
                if byte == 92:  # a backslash
                    position += 1
                elif byte == quote:
                    quote = 0
            elif byte in _QUOTES:
                quote = byte
            elif byte in _OPENING:
                depth += 1
            elif byte in _CLOSING:
                depth -= 1
                if not depth:
                    return position
            position += 1
        self._unclosed += 1
        return -1

    def _put(self, before: int, start: int, end: int, head: bytes, tail: bytes) -> None:
        """Write the expression in its place, between a head in front of it and a tail behind."""
        if end <= start or start - len(head) < before:
            return
        text = _ENTITY.sub(lambda found: _ENTITIES[found[0]].ljust(len(found[0])), self.content[start:end])
        text = _without_pipes(text) if self.angular else text
        alias = _ALIAS.search(text) if self.angular else None
        if alias is not None:
            text = text[: alias.start()] + b" " * (len(text) - alias.start())
        if not text.strip():
            return
        self.out[start:end] = text
        self.out[start - len(head) : start] = head
        self.out[end : end + len(tail)] = tail
        if tail == b")" and end + 1 < len(self.out) and self.out[end + 1 : end + 2] == b" ":
            self.out[end + 1 : end + 2] = b";"


def _without_pipes(text: bytes) -> bytes:
    """Angular's `amount | currency:'EUR'` as `amount , currency,'EUR'`: pipes format, and the grammar reads no pipe."""
    if b"|" not in text:
        return text
    out = bytearray(text)
    quote = choices = 0
    piped = False
    position = 0
    while position < len(out):
        byte = out[position]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in _QUOTES:
            quote = byte
        elif byte == ord("|") and out[position + 1 : position + 2] == b"|":
            position += 1
        elif byte == ord("|"):
            out[position] = ord(",")
            piped = True
        elif byte == ord("?") and text[position + 1 : position + 2] not in (b".", b"?"):
            choices += 1
        elif byte == ord(":") and choices:
            choices -= 1
        elif byte == ord(":") and piped:
            out[position] = ord(",")
        position += 1
    return bytes(out)

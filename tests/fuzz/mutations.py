"""Inputs that nobody would write: seeds and a source of chance in, changed bytes out. The same chance makes the same bytes."""

from collections.abc import Sequence
from random import Random

_MAX = 60_000
PIECES = (
    b"(", b")", b"[", b"]", b"{", b"}", b"<", b">", b'"', b"'", b"`", b'"""', b"${", b"#", b"//", b"/*", b"*/",
    b"\\", b"\\\n",
    b"\n", b"\r", b"\r\n", b"\t", b"\x0c", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\xc3", b"\xed\xa0\x80",
    "\u2028".encode(), "\u202e".encode(), "\u200b".encode(), "é日\U0001f600".encode(), "ﬁ".encode(), "e\u0301".encode(),
    b"import ", b"from . import ", b"from .... import q", b"import a.b.c as d\n", b"export * from './a'\n",
    b"require(x)",
    b"class A(A): ", b"def f(", b"lambda: ", b"async ", b"await ", b"yield ", b"match x:\n case ", b"else",
    b"elif x:\n",
    b"if (a && b || !c) ", b"switch (x) { case 1: ", b"? 1 : ", b"=> ", b"function* ", b"@", b"@Override ",
    b"record R(int a) ",
    b"<T extends ", b"<template>", b"</template>", b"<script setup>", b"{#if a}", b"*ngIf=", b":key=", b"package p.q;",
    b"import static a.b.*;", b"\\u000a", b"\\uuuu0041", b"f'{f\"{x}\"}'", b"\\N{DIGIT ONE}", b"0x", b"1e999",
    b"__import__('", b"')",
    b"# archlint: allow[", b"# type: ignore", b"# coding: utf-7\n", b"==", b"=", b",", b":", b".", b"..", b"...",
    b"-", b"- ", b"  ",
    b"&a ", b"*a", b"!!python/object:x ", b"<<: *a\n", b"[[layers]]\n", b"[checks.", b'paths = ["', b"**", b"*",
    b"!", b"?", b"[!",
    b"name = ", b"true", b"false", b"null", b"9" * 400, b"2027-02-30", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<![CDATA[", b"]]>",
    b'"$ref": "#/', b"fetch(`/api/${x}`)", b"axios.get(", b"@app.get('/x/{y}')", b"requests.post(f'http://{h}/x')",
)  # fmt: skip
"""What means something to one of the readers, in no order."""


def mutated(seeds: Sequence[bytes], chance: Random) -> bytes:
    """One seed with one to eight changes, at most 60,000 bytes."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        _change(content, seeds, chance)
        del content[_MAX:]
    return bytes(content)


def _change(content: bytearray, seeds: Sequence[bytes], chance: Random) -> None:
    start = chance.randint(0, len(content))
    end = min(len(content), start + chance.choice((0, 1, 2, 5, 20, 100, 1000)))
    match chance.randrange(9):
        case 0:
            del content[start:end]
        case 1:
            content[start:start] = content[start:end] * chance.choice((1, 2, 50))
        case 2:
            content[start:start] = chance.choice(PIECES)
        case 3:
            content[start:end] = chance.choice(PIECES)
        case 4:
            content[start:start] = chance.choice(PIECES) * chance.choice((10, 100, 3000))
        case 5:
            other = chance.choice(seeds)
            at = chance.randint(0, len(other))
            content[start:end] = other[at : at + chance.choice((5, 50, 500))]
        case 6:
            del content[start:]
        case 7:
            for index in range(start, end):
                if chance.random() < 0.2:
                    content[index] = chance.randrange(256)
        case _:
            lines = content.split(b"\n")
            chance.shuffle(lines) if chance.random() < 0.3 else lines.reverse()
            content[:] = b"\n".join(lines)

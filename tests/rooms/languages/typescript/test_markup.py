"""What templates of Vue, Angular and Svelte decide: a component in, the unit of its template out."""

import sys
from types import FrameType
from typing import Any

import pytest

from archlint.languages.typescript.extract import extract
from archlint.languages.typescript.markup import read_markup
from archlint.model.facts import Anatomy, Clause, Unit

VUE = """\
<script setup lang="ts">
const order = useOrder();
</script>
<template>
  <!-- <p v-if="no > 3"> -->
  <div v-if="order.total &gt; 100 &amp;&amp; order.plan === 'gold'" :class="{ big: order.total > 5 }" @click="a = 1; b()">
    <p v-for="(line, i) in order.lines" :key="line.id">{{ line.net * 1.19 }} {{ x ? 'a' : 'b' }}</p>
    <template #foo="{ item }"><i v-else-if="item.ok"/></template>
  </div>
</template>
"""
ANGULAR = """\
<div *ngIf="order.total > 100; else tpl" (click)="pay(order)" title="Sum {{ total | currency:'EUR' }}">
@if (order.status === 'open'; as o) { <b>{{ x ? y : z }}</b> } @else if (due < now) { }
@for (item of order.items; track item.id) { <li>{{ item.net | number:'1.2-2' }}</li> }
<li *ngFor="let o of orders; trackBy: f">{{ o }}</li>
@switch (kind) { @case ('gold') { } @default { } }
</div>
"""
INLINE = """\
import { Component } from '@angular/core';
@Component({ selector: 'x', template: `<p *ngIf="order.total > 100">{{ order.total }}</p>` })
export class X { pay() { return 1; } }
"""
SVELTE = """\
<script lang="ts">
  export let order;
</script>
<h1 class:big={order.total > 100} class="a {b ? 'c' : 'd'}" on:click={() => pay()}>Hi</h1>
{#if order.total > 100 && order.plan === 'gold'}
  {#each order.lines as line, i (line.id)}<li>{line.net * 1.19}</li>{/each}
{:else if x}
  {@html y}
{/if}
<style> .a { color: red; } </style>
"""


def template(source: str, dialect: str) -> tuple[Unit, Anatomy, list[Clause]]:
    facts = extract(source.encode(), dialect, 30)
    assert facts.complete
    body = facts.body
    assert len(body.units) == len(body.anatomies)
    (index,) = [index for index, unit in enumerate(body.units) if unit.name == "template"]
    return body.units[index], body.anatomies[index], [clause for clause in body.clauses if clause.unit == index]


@pytest.mark.parametrize(
    ("source", "dialect", "decisions", "asked"),
    [
        (
            VUE,
            "vue",
            4,
            [
                (6, "order.total > 100 && order.plan === 'gold'"),
                (6, "order.total > 5"),
                (7, "order.lines"),
                (7, "line.net * 1.19"),
                (7, "x"),
                (8, "item.ok"),
            ],
        ),
        (
            ANGULAR,
            "angular",
            7,
            [
                (1, "order.total > 100"),
                (2, "order.status === 'open'"),
                (2, "x"),
                (2, "due < now"),
                (3, "order.items"),
                (4, "orders"),
                (5, "'gold'"),
            ],
        ),
        (INLINE, "typescript", 1, [(2, "order.total > 100")]),
        (
            SVELTE,
            "svelte",
            4,
            [
                (4, "order.total > 100"),
                (4, "b"),
                (5, "order.total > 100 && order.plan === 'gold'"),
                (6, "order.lines"),
                (6, "line.net * 1.19"),
                (7, "x"),
            ],
        ),
    ],
    ids=["vue", "angular", "inline", "svelte"],
)
def test_what_a_template_asks(source: str, dialect: str, decisions: int, asked: list[tuple[int, str]]) -> None:
    unit, anatomy, clauses = template(source, dialect)
    assert [(clause.span.line, clause.text) for clause in clauses] == asked
    assert (unit.kind, unit.decisions, unit.statements) == ("function", decisions, 0)
    assert anatomy.markup > 0


def test_clauses_point_at_the_place_in_the_file() -> None:
    _, _, clauses = template(ANGULAR, "angular")
    for clause in clauses:
        assert ANGULAR[clause.span.start : clause.span.end] == clause.text


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        ("<template><p class='a'>Hello { no } @if</p></template>", "vue"),
        ("<p>write to me@if.example (now)</p>", "angular"),
        ("<h1>Hello</h1>", "svelte"),
        ("const template = 'a < b';", "typescript"),
        ("<template src='./x.html'/>", "vue"),
    ],
)
def test_a_template_that_asks_nothing_is_no_unit(source: str, dialect: str) -> None:
    assert [unit.name for unit in extract(source.encode(), dialect, 30).body.units] == [""]


@pytest.mark.parametrize("dialect", ["vue", "angular", "svelte"])
@pytest.mark.parametrize(
    "piece",
    [
        b"{",
        b"{{",
        b"<a ",
        b'<a b="',
        b"<a b='",
        b"@if(",
        b"{#each ",
        b"<!--",
        b'<a v-if="',
        b'*ngFor="let  ',
        b"\xff\x00(",
        b"@for(((",
    ],
)
def test_reading_takes_steps_in_proportion(dialect: str, piece: bytes) -> None:
    """Lines that the reader runs, not seconds: a bracket or quote without an end is given up after a stretch."""

    def steps(times: int) -> int:
        count = 0

        def trace(frame: FrameType, _event: str, _argument: object) -> Any:
            nonlocal count
            count += "markup" in frame.f_code.co_filename
            return trace

        content = piece * times
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            found = read_markup(content, 0, len(content), dialect)
        finally:
            sys.settrace(before)
        assert len(found.code) >= len(content)
        return count

    most_looking_ahead = 150 * 4_000 * 8
    assert steps(4_000) < 5 * steps(1_000) + most_looking_ahead


def test_svelte_components_are_modules_with_their_imports() -> None:
    facts = extract(b"<script>import A from './A.svelte'</script>\n<A/>", "svelte", 30)
    assert [reference.target for reference in facts.references] == ["./A.svelte"]

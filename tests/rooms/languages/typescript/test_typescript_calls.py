"""Calls: what their callees are called where they come from, and what they are given."""

import pytest

from archlint.languages.typescript.extract import extract
from archlint.model.facts import Argument, Call


def calls(source: str, dialect: str = "tsx") -> list[Call]:
    facts = extract(source.encode(), dialect, 10)
    assert facts.problems == ()
    return list(facts.body.calls)


def callees(source: str, dialect: str = "tsx") -> list[str]:
    return [call.callee for call in calls(source, dialect)]


def text(keyword: str, value: str) -> Argument:
    return Argument(keyword, value, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import axios from "axios"; axios.get(a);', ["axios.get"]),
        ('import http from "axios"; http(a);', ["axios"]),
        ('import { http as h } from "@/lib/http"; h.post(a);', ["@/lib/http.http.post"]),
        ('import * as api from "./api"; api.users.list();', ["./api.users.list"]),
        ('import { default as a } from "x"; a();', ["x"]),
        ('import fs = require("fs"); fs.readFile(a);', ["fs.readFile"]),
        ('const fs = require("fs"); fs.readFile(a);', ["fs.readFile"]),
        ('const { readFile: read } = require("fs"); read(a);', ["fs.readFile"]),
        ('require("express").Router();', ["express.Router"]),
        ('import("./x").then((m) => m.run());', ["./x.then"]),
        (
            'import axios from "axios"; const client = axios.create(); client.get(a);',
            ["axios.create", "axios.create.get"],
        ),
        ('import axios from "axios"; let c; c = axios.create(); c.get(a);', ["axios.create", "axios.create.get"]),
        ('import { get } from "x"; const load = get; load();', ["x.get"]),
        ('import axios from "axios"; const { get, post: send } = axios; send(a);', ["axios.post"]),
        (
            'import axios from "axios"; async () => { const r = await axios.get(a); r.json(); };',
            ["axios.get", "axios.get.json"],
        ),
        ('import { A } from "./a"; const a = new A(); a.run();', ["./a.A", "./a.A.run"]),
        ('import { A } from "./a"; new A().run();', ["./a.A.run", "./a.A"]),
        ('import { A } from "./a"; function f(a: A | null) { a?.run(); }', ["./a.A.run"]),
        ('import { a } from "./a"; a?.b!.c(); a["d"]();', ["./a.a.b.c", "./a.a.d"]),
        ('import { a } from "./a"; (a as any).b(); (await a.c()).d();', ["./a.a.b", "./a.a.c", "./a.a.c.d"]),
        ('import { a } from "./a";\na\n  .b()\n  .c();', ["./a.a.b", "./a.a.b.c"]),
        ("fetch(url);", ["fetch"]),
        ("window.fetch(url); globalThis.localStorage.getItem(k);", ["fetch", "localStorage.getItem"]),
        ("const ws = new WebSocket(url); ws.send(x);", ["WebSocket", "WebSocket.send"]),
        ("new XMLHttpRequest();", ["XMLHttpRequest"]),
        ("new EventSource(url);", ["EventSource"]),
        ('unknown("a literal");', ["unknown"]),
        ("router.get(`/a`);", ["router.get"]),
        ("load()('a');", ["load"]),
        ("(function () {})('a');", ["?"]),
        ("list[0].run('a');", ["list.?.run"]),
        ("unknown(a, 1, true);", []),
        ("a.b.c();", []),
        ("function f(fetch) { fetch(url); }", []),
        ('import { a } from "./a"; function f(a) { a.b(); }', []),
        ('import { a } from "./a"; function f({ a }) { a.b(); }', []),
        ('import { a } from "./a"; { const a = 1; a.b(); } a.c();', ["./a.a.c"]),
        ('function f() { client.get(a); }\nimport client from "./client";', ["./client.get"]),
        (
            'function f() { client.get(a); }\nconst client = make();\nimport make from "./make";',
            ["./make.get", "./make"],
        ),
        ('import { client } from "./c"; client`query`;', ["./c.client"]),
        ("import(name); require(name);", ["import", "require"]),
    ],
)
def test_callees(source: str, expected: list[str]) -> None:
    assert callees(source) == expected


SERVICE = """
import { HttpClient } from "@angular/common/http";
import axios from "axios";
import { inject } from "@angular/core";
import { Audit } from "./audit";
export class Users {
  private client = axios.create();
  private other = inject(Audit);
  private audit: Audit;
  list = () => this.client.get("/a");
  constructor(private http: HttpClient<X>, audit: Audit) { this.own = audit; this.late = new Audit(); }
  run() { this.http.get("/b"); this.own.log(); this.late.log(); this.audit.log(); this.other.log(); this.unknown.log(); }
}
class Others { run() { this.http.get(x); } }
"""


def test_fields_of_this() -> None:
    inside = [call.callee for call in calls(SERVICE, "typescript")]
    assert inside == [
        "axios.create",
        "@angular/core.inject",
        "axios.create.get",
        "./audit.Audit",
        "@angular/common/http.HttpClient.get",
        *["./audit.Audit.log"] * 4,
    ]


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        ("f('a', \"b\", `c`);", (text("", "a"), text("", "b"), text("", "c"))),
        ("f(`/a/${id}/b/${x.y}`);", (text("", "/a/{}/b/{}"),)),
        ("f('/a/' + id + '/b');", (text("", "/a/{}/b"),)),
        ("f(('/a/' + id) as string);", (text("", "/a/{}"),)),
        ("const A = '/a'; f(`${A}/b`);", (text("", "/a/b"),)),
        ("function g() { f(A + '/b'); }\nconst A = `/a`;", (text("", "/a/b"),)),
        ("const P = { users: '/users' } as const; f(P.users);", (text("", "/users"),)),
        ("enum P { Users = '/users' } f(P.Users);", (text("", "/users"),)),
        ("f('a', x.y, 1, true, null, () => {});", (
            text("", "a"), Argument("", "x.y", False), text("", "1"), text("", "true"), text("", "null"),
            Argument("", "", False),
        )),
        ("f(url, { method: 'POST', 'a-b': `c${d}`, e: 1, body, n: x.y, s() {} });", (
            Argument("", "url", False), text("method", "POST"), text("a-b", "c{}"), Argument("e", "1", False),
            Argument("body", "body", False), Argument("n", "x.y", False),
        )),
        ("f({ methods: ['GET', 'POST'] });", (text("methods", "GET"), text("methods", "POST"))),
        ("f({ a: 'b' }, 'c');", (text("a", "b"), Argument("", "", False), text("", "c"))),
        (r"f('a\n\x41\u0042\u{43}\'\
b');", (text("", "a\nABC'b"),)),
        ("f(/* c */ 'a' // d\n);", (text("", "a"),)),
    ],
)  # fmt: skip
def test_arguments(source: str, arguments: tuple[Argument, ...]) -> None:
    assert [call.arguments for call in calls(source)] == [arguments]


def test_names_given_are_told_by_where_they_come_from() -> None:
    (call,) = calls("import { Page } from './page'; route('/x', Page);")
    assert call.arguments == (text("", "/x"), Argument("", "./page.Page", False))


def test_jsx() -> None:
    found = calls(
        'import { Route as R, Link } from "router"; import Home from "./home";\n'
        'const a = <R path="/x" element={Home} className="big" exact onClick={() => fetch("/y")}>\n'
        '  <Link to={`/u/${id}`}>text</Link> <a href="/z" title="no">z</a> <p title="no" /> <Link other={x} />\n'
        "</R>;\n"
    )
    assert [(call.callee, call.arguments) for call in found] == [
        ("router.Route", (text("path", "/x"), Argument("element", "./home", False))),
        ("fetch", (text("", "/y"),)),
        ("router.Link", (text("to", "/u/{}"),)),
        ("a", (text("href", "/z"),)),
    ]


def test_decorators_belong_to_what_they_decorate() -> None:
    facts = extract(
        b'import { Controller, Get } from "@nestjs/common";\n'
        b'@Controller("users") export class Users {\n'
        b'  @Get(":id") @Cached one(@Param("id") id: string) {}\n'
        b"  @Input() name: string;\n"
        b"}\n",
        "typescript",
        10,
    )
    body = facts.body
    assert [(call.callee, body.units[call.unit].name) for call in body.calls] == [
        ("@nestjs/common.Controller", "Users"),
        ("@nestjs/common.Get", "Users.one"),
        ("Cached", "Users.one"),
        ("Param", "Users.one"),
        ("Input", "Users"),
    ]


def test_span_and_unit_of_a_call() -> None:
    source = 'function load() {\n  return fetch("/x");\n}\n'
    facts = extract(source.encode(), "javascript", 10)
    (call,) = facts.body.calls
    assert source[call.span.start : call.span.end] == 'fetch("/x")'
    assert (call.span.line, call.span.column) == (2, 10)
    assert facts.body.units[call.unit].name == "load"

"""First looks leave nothing out: what they pass over, whoever looks closely finds nothing in either."""

import random
import re
from itertools import product
from pathlib import Path

import pytest

from archlint.graph.connections import linking
from archlint.graph.connections.addresses import Address, split
from archlint.graph.connections.credentials import Credentials
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.knowing import Known
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.route_index import Index
from archlint.graph.connections.rule_patterns import compiled, groups_of
from archlint.graph.connections.served import Served, fit
from archlint.graph.connections.suspects import Suspects
from archlint.model.connections import Route
from archlint.model.deployment import Deployment
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.pipeline.sketches import Sketches
from archlint.rulebook.connections import load_api_rules
from archlint.rulebook.owasp import load_exposure_knowledge

CREDENTIALS = Credentials(load_exposure_knowledge().credentials)
SUSPECTS = Suspects(CREDENTIALS)
NAMES = (
    "password",
    "DB_PASSWORD",
    "apiKey",
    "API_KEY",
    "accessKey",
    "secret_key",
    "privateKey",
    "token",
    "next_page_token",
)
VALUES = ("hunter2", "aGVsbG8gd29ybGQ5", "", "a b", "password", "${SECRET}", "/run/secrets/x", "changeme")
FORMS = {
    "app.py": (
        'import os\n\n{name} = "{value}"\n',
        'import os\n\n{name}: str = "{value}"\n',
        'import os\n\n{name} = """{value}"""\n',
        'import os\n\n{name} = os.getenv("{name}", "{value}")\n',
        'def connect(host, {name}="{value}"):\n    return host\n',
        'import db\n\ndb.connect({name}="{value}")\n',
        'import db\n\ndb.connect({{"{name}": "{value}"}})\n',
        'import db\n\ndb.settings["{name}"] = "{value}"\n',
        'import db\n\ndb.connect("postgres://me:{value}@db.example.org/x")\n',
    ),
    "app.ts": (
        "export const {name} = '{value}';\n",
        "export const {name}: string = `{value}`;\n",
        'open({{ {name}: "{value}" }});\n',
        'class A {{ private readonly {name}: string = "{value}"; }}\n',
    ),
    "A.java": ('class A {{ private static final String {name} = "{value}"; }}\n',),
}
"""Ways to write a value to a name down, by the file that they stand in."""


def given_away(root: Path, sources: dict[str, str]) -> set[str]:
    """The files in which `check` finds a credential when it looks into all of them."""
    for file, text in sources.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "archlint.toml").write_text(
        '[[layers]]\nname = "all"\npaths = ["**"]\n\n[project]\nconnections = true\n', encoding="utf-8"
    )
    found = analyze(root, Request(cache=False, workers=1, select=frozenset({"plaintext-credential"}))).findings
    return {one.importer.module for one in found if one.importer is not None}


def test_a_file_is_looked_into_for_every_credential_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        f"f{number}/{file}": form.format(name=name, value=value)
        for number, ((file, form), name, value) in enumerate(
            product([(file, form) for file, forms in FORMS.items() for form in forms], NAMES, VALUES)
        )
    }
    passed_over = {file for file, text in sources.items() if not SUSPECTS.may_give_away(file, text.encode())}
    monkeypatch.setattr(Suspects, "may_give_away", lambda *_: True)
    found = given_away(tmp_path, sources)
    assert found, "nothing is given away"
    assert passed_over & found == set()
    assert len(passed_over) > len(sources) / 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("token = response.next_page_token || ''", False),
        ("if (token === 'function') {}", False),
        ("pwd = 'a' + rest", True),
        ('SECRET_KEY = "django-insecure-8s#k"', True),
        ("tokens = {'page_token': 'str'}", False),
        ("CORS_ALLOW_ALL_ORIGINS = True", True),
        ("DEFAULT_PERMISSION_CLASSES = []", True),
        ('url = "amqp://guest:guest@broker"', True),
    ],
)
def test_what_makes_a_file_worth_a_look(text: str, expected: bool) -> None:
    assert SUSPECTS.may_give_away("app/module.py", text.encode()) is expected


def test_a_file_full_of_names_is_worth_a_look_before_all_are_looked_at() -> None:
    assert SUSPECTS.may_give_away("a.py", b"password = 'password'\n" * 300)
    assert not SUSPECTS.may_give_away("a.py", b"password = 'password'\n" * 100)


KNOWN = Known(frozenset(), frozenset(), (b"$(", b"$http", b"fetch(", b"URL("))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$('#a').load('/x')", True),
        ("refetch('/x')", False),
        ("await fetch('/x')", True),
        ("{{$http}}", False),
        ("this.$http.get('/x')", True),
        ("// fetch('/x') is not here", False),
        ("// no\nfetch('/x')", True),
        ("/**\n * of $(NAME)\n */\nconst a = 1;", False),
        ("/**\n * of $(NAME)\n */\nfetch('/x')", True),
        ("/* one */ fetch('/x')", True),
        ("const a = 2\n  * $(b)", True),
        ("/* never closed\n * fetch(", False),
        ("class A {\n  *fetch() {}\n}", True),
        ("const far = 'https://a'; fetch(far)", True),
    ],
)
def test_words_count_where_they_are_code(text: str, expected: bool) -> None:
    assert KNOWN.is_said(text.encode()) is expected


def test_a_pattern_that_is_not_compiled_says_what_the_compiled_one_says() -> None:
    rules = [rule for of in load_api_rules((), ("java", "python", "typescript")).values() for rule in of]
    patterns = sorted({pattern for rule in rules for pattern in (*rule.calls, *rule.marks, *rule.bases)})
    fills = {"{verb}": "get", "{Verb}": "Get", "{service}": "Bills", "{operation}": "list", "{document}": "list"}
    fills["{procedure}"] = "bill.pay"
    names = {re.sub(r"\{\w+\}", lambda found: fills[found[0]], one).replace("*", "some") for one in patterns}
    chosen = [*random.Random(1).sample(sorted(names), 60), "get", "", "requests.gets", "requests.get.x"]
    fitting = 0
    for pattern, name in product(patterns, chosen):
        found = compiled(pattern).fullmatch(name)
        assert groups_of(pattern, name) == (found.groupdict() if found is not None else None), (pattern, name)
        fitting += found is not None
    assert fitting >= 60


SEGMENTS = ("api", "v1", "bills", "{id}", "{}", "v{n}", "**", "*", "*.json", "bills.json")


def served(paths: list[str]) -> list[Served]:
    route = Route("a.py", 1, "c", "l", "", "", method="GET", path="", technology="x")
    return [Served(number, route, split(path), (Address("h", path),)) for number, path in enumerate(paths)]


@pytest.mark.parametrize("seed", range(8))
def test_the_index_of_routes_leaves_none_out(seed: int) -> None:
    chance = random.Random(seed)
    paths = ["/" + "/".join(chance.choices(SEGMENTS, k=chance.randrange(5))) for _ in range(120)]
    routes = served(paths)
    index = Index([one.segments for one in routes])
    passed_over = 0
    for _ in range(60):
        segments = tuple(chance.choices(SEGMENTS, k=chance.randrange(6)))
        near = [routes[place] for place in index.of(segments)]
        assert near == sorted(near, key=lambda one: one.number)
        assert [one for one in routes if fit(one, "GET", segments)] == [
            one for one in near if fit(one, "GET", segments)
        ]
        passed_over += len(routes) - len(near)
    assert passed_over > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gone.get('/orders')", True),
        ("gone\n  .post<Order>('/orders')", True),
        ("const { del: remove } = gone", True),
        ("gone['delete']('/orders')", True),
        ("export const getOrders = gone.fetched;", False),
        ("// what to get", False),
    ],
)
def test_what_is_imported_from_nowhere_counts_where_it_may_ask(text: str, expected: bool) -> None:
    said = Rules(load_api_rules((), ("typescript",))["typescript"]).first_looks.of_missing
    assert said is not None
    assert (said.search(text.encode()) is not None) is expected


def test_a_request_is_compared_with_few_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    routes = served([f"/api/v1/things{number}/{{id}}" for number in range(200)])
    compared: list[int] = []
    monkeypatch.setattr(linking, "fit", lambda one, *rest: compared.append(one.number) or fit(one, *rest))
    linker = linking.Linker(routes, Hosts(Deployment(), ()))
    for number in range(200):
        found = linker.link("GET", [Address("", f"/api/v1/things{number}/{{}}", is_absolute=True)], "c")
        assert (found.status, found.routes) == ("linked", (number,))
    assert len(compared) <= 2 * len(routes)


def test_nothing_is_drawn_of_modules_that_connections_are_not_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = {
        "page.py": "def following(answer):\n    token = answer.get('next_page_token', '')\n    return token\n",
        "kinds.ts": "/**\n * The name of a task: $(TASK_NAME).\n */\nexport interface Task { token: string }\n",
        "lost.ts": "import { Order } from './gone';\n\nexport const none: Order[] = [];\n",
        "Money.java": "class Money {\n  String token = tokenOf('\"');\n}\n",
    }
    taken: list[str] = []
    monkeypatch.setattr(Sketches, "_take", lambda _self, module, _packed: taken.append(module))
    given_away(tmp_path, sources)
    assert taken == []

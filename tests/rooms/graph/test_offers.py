"""Users of what asks: those that do not say its name are not looked into, and nothing is lost by that."""

from pathlib import Path

import pytest

from archlint.graph.connections.asking_names import Words
from archlint.graph.connections.guard_evidence import Speaking
from archlint.model.connections import Connections
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.pipeline.sketches import Sketches

SERVER = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/bills")\ndef bills(): ...\n'
TS = {
    "function": (
        "export function ask(url: string) { return fetch(url); }\n",
        "import { ask } from './api';\nask('/bills');\n",
    ),
    "another name": (
        "export function ask(url: string) { return fetch(url); }\n",
        "import { ask as want } from './api';\nwant('/bills');\n",
    ),
    "of a module": (
        "export function ask(url: string) { return fetch(url); }\n",
        "import * as api from './api';\napi.ask('/bills');\n",
    ),
    "arrow": ("export const ask = (url: string) => fetch(url);\n", "import { ask } from './api';\nask('/bills');\n"),
    "default": (
        "const ask = (url: string) => fetch(url);\nexport default ask;\n",
        "import whatever from './api';\nwhatever('/bills');\n",
    ),
    "default without a name": (
        "export default (url: string) => fetch(url);\n",
        "import whatever from './api';\nwhatever('/bills');\n",
    ),
    "entry": (
        "const ask = (url: string) => fetch(url);\nexport const api = { read: ask };\n",
        "import { api } from './api';\napi.read('/bills');\n",
    ),
    "entry written out": (
        "export default { read: (url: string) => fetch(url) };\n",
        "import api from './api';\napi.read('/bills');\n",
    ),
    "handed on": (
        "function ask(url: string) { return fetch(url); }\nexport const read = (path: string) => ask(`${path}`);\n",
        "import { read } from './api';\nread('/bills');\n",
    ),
    "handed on under a name": (
        "function ask(url: string) { return fetch(url); }\n"
        "export function read(path: string) {\n  const whole = path + '';\n  return ask(whole);\n}\n",
        "import { read } from './api';\nread('/bills');\n",
    ),
    "method": (
        "export class Api {\n  ask(url: string) { return fetch(url); }\n}\n",
        "import { Api } from './api';\nnew Api().ask('/bills');\n",
    ),
    "static method": (
        "export class Api {\n  static ask(url: string) { return fetch(url); }\n}\n",
        "import { Api } from './api';\nApi.ask('/bills');\n",
    ),
    "object": (
        "class Api {\n  ask(url: string) { return fetch(url); }\n}\nexport const api = new Api();\n",
        "import { api } from './api';\napi.ask('/bills');\n",
    ),
    "bound": (
        "class Api {\n  ask(url: string) { return fetch(url); }\n}\nconst api = new Api();\n"
        "export const read = api.ask.bind(api);\n",
        "import { read } from './api';\nread('/bills');\n",
    ),
    "hook": (
        "import { useCallback } from 'react';\nexport function useAsk() {\n"
        "  const ask = useCallback((url: string) => fetch(url), []);\n  return { ask };\n}\n",
        "import { useAsk } from './api';\nexport function Page() {\n  const { ask } = useAsk();\n  ask('/bills');\n}\n",
    ),
    "factory": (
        "export function client() {\n  return { read: (url: string) => fetch(url) };\n}\n",
        "import { client } from './api';\nclient().read('/bills');\n",
    ),
}
PYTHON = {
    "function": (
        "import requests\n\n\ndef ask(url):\n    return requests.get(url)\n",
        'from api import ask\n\nask("/bills")\n',
    ),
    "of a module": (
        "import requests\n\n\ndef ask(url):\n    return requests.get(url)\n",
        'import api\n\napi.ask("/bills")\n',
    ),
    "everything": (
        "import requests\n\n\ndef ask(url):\n    return requests.get(url)\n",
        'from api import *\n\nask("/bills")\n',
    ),
    "handed on": (
        "import requests\n\n\ndef ask(url):\n    return requests.get(url)\n\n\ndef read(path):\n    return ask(url=path)\n",
        'from api import read\n\nread("/bills")\n',
    ),
    "object": (
        "import requests\n\n\nclass Api:\n    def ask(self, url):\n        return requests.get(url)\n\n\napi = Api()\n",
        'from api import api\n\napi.ask("/bills")\n',
    ),
    "subclass": (
        "import requests\n\n\nclass Api:\n    def ask(self, url):\n        return requests.get(url)\n",
        'from api import Api\n\n\nclass Bills(Api):\n    def all(self):\n        return self.ask("/bills")\n',
    ),
}
PASSED_ON = {
    "by a barrel": {
        "web/api/ask.ts": "export function ask(url: string) { return fetch(url); }\n",
        "web/api/index.ts": "export * from './ask';\n",
        "web/page.ts": "import { ask } from './api';\nask('/bills');\n",
    },
    "by a barrel under another name": {
        "web/ask.ts": "export function ask(url: string) { return fetch(url); }\n",
        "web/api.ts": "import { ask } from './ask';\nexport { ask as read };\n",
        "web/page.ts": "import { read } from './api';\nread('/bills');\n",
    },
    "as an object made elsewhere": {
        "web/api.ts": "export class Api {\n  ask(url: string) { return fetch(url); }\n}\n",
        "web/made.ts": "import { Api } from './api';\nexport const made = new Api();\n",
        "web/page.ts": "import { made } from './made';\nmade.ask('/bills');\n",
    },
    "by a subclass": {
        "web/api.ts": "export class Api {\n  ask(url: string) { return fetch(url); }\n}\n",
        "web/bills.ts": "import { Api } from './api';\nexport class Bills extends Api {\n  kind = 'bill';\n}\n",
        "web/page.ts": "import { Bills } from './bills';\nnew Bills().ask('/bills');\n",
    },
    "by a package": {
        "shop/api/client.py": "import requests\n\n\ndef ask(url):\n    return requests.get(url)\n",
        "shop/api/__init__.py": "from shop.api.client import *\n",
        "shop/page.py": 'from shop.api import ask\n\nask("/bills")\n',
    },
    "from function to function": {
        "web/ask.ts": "export function ask(url: string) { return fetch(url); }\n",
        "web/read.ts": "import { ask } from './ask';\nexport const read = (path: string) => ask(path);\n",
        "web/page.ts": "import { read } from './read';\nread('/bills');\n",
    },
}
CASES = {
    **{f"ts {name}": {"web/api.ts": api, "web/page.ts": page} for name, (api, page) in TS.items()},
    **{f"python {name}": {"web/api.py": api, "web/page.py": page} for name, (api, page) in PYTHON.items()},
    **PASSED_ON,
}


def connected(root: Path, sources: dict[str, str]) -> Connections:
    for file, text in {"server/app.py": SERVER, **sources}.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    (root / "archlint.toml").write_text('[[layers]]\nname = "all"\npaths = ["**"]\n', encoding="utf-8")
    connections = analyze(root, Request(cache=False, workers=1, need_connections=True)).connections
    assert connections is not None
    return connections


@pytest.mark.parametrize("name", CASES)
def test_whoever_asks_through_something_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = connected(tmp_path, CASES[name])
    assert [(one.file.rpartition("/")[2][:4], one.path) for one in found.requests if one.routes] != []
    monkeypatch.setattr(Words, "test", lambda _: lambda _path, _content: True)
    assert connected(tmp_path, CASES[name]) == found


def test_users_that_do_not_say_what_asks_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    take = Sketches._take
    monkeypatch.setattr(Sketches, "_take", lambda self, path, packed: (drawn.append(path), take(self, path, packed))[1])
    api = (
        "export class Api {\n  static ask(url: string) { return fetch(url); }\n"
        "  static bills() { return Api.ask('/bills'); }\n}\n"
    )
    page = "import { Api } from './api';\nexport const load = () => Api.bills();\n"
    found = connected(tmp_path, {"web/api.ts": api, "web/page.ts": page, "web/other.ts": page})
    assert [one.line for one in found.requests if one.routes] == [3]
    assert "web/page.ts" not in drawn


GUARDED = {
    "where it is called": {"service.py": "from rules import permission\n\n\ndef load():\n    return permission()\n"},
    "two calls away": {"service.py": "from rules import check\n\n\ndef load():\n    return check()\n"},
    "nowhere": {"service.py": "from rules import nothing\n\n\ndef load():\n    return nothing()\n"},
}
RULES = "def permission(): ...\n\n\ndef check():\n    return current_user()\n\n\ndef nothing(): ...\n"


@pytest.mark.parametrize("name", GUARDED)
def test_what_is_not_looked_into_says_nothing_of_guards(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = "from fastapi import FastAPI\nfrom service import load\n\napp = FastAPI()\n\n\n"
    sources = {"server/app.py": f'{app}@app.get("/bills")\ndef bills():\n    return load()\n'}
    sources |= {f"server/{file}": text for file, text in {"rules.py": RULES, **GUARDED[name]}.items()}
    found = connected(tmp_path, sources)
    assert bool(found.routes[0].guards) is (name != "nowhere")
    monkeypatch.setattr(Speaking, "may_say", lambda *_: True)
    assert connected(tmp_path, sources) == found

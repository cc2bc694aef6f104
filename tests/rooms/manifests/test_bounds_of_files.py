"""Files that were written to harm: read within bounds, or told as a problem; nothing raises."""

import json

import pytest
from deployment_files import read
from hypothesis import given
from hypothesis import strategies as st

from archlint.manifests import json_tree, yaml_tree
from archlint.manifests.catalogue import FILES, LARGEST, read_deployment, wants
from archlint.manifests.files import FILES as SAME
from archlint.manifests.reading import Unreadable
from archlint.manifests.tree import Tree, flattened

LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


def test_aliases_cannot_grow_a_file() -> None:
    (problem,) = read({"application.yml": LAUGHS}).problems
    assert problem == "application.yml:6: not read: it grows beyond 200,000 values"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &a [*a]\n", "application.yml:1: not read: an alias refers to what is not complete or not there"),
        ("[" * 5_000, "application.yml:1: not read: it is nested deeper than 100 levels"),
        ("a:\n\tb: 1\n", "application.yml:2: not read: not YAML: found character that cannot start any token"),
        ("a: \x01", "application.yml: not read: not YAML"),
        ("? " + "k" * 3_000 + "\n: 1\n", "application.yml:1: not read: a key has more than 2,000 characters"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, why: str) -> None:
    found = read({"application.yml": text})
    assert found.settings == ()
    assert [problem[: len(why)] for problem in found.problems] == [why]


def test_large_files_are_not_read() -> None:
    found = read({"Dockerfile": b"#" * (LARGEST + 1)})
    assert found.problems == ("Dockerfile: not read: it has 2,000,001 bytes, more than 2,000,000",)


def test_variables_of_many_services_are_bounded() -> None:
    variables = "".join(f"V{n}=1\n" for n in range(2_000))
    services = "services:\n" + "".join(f"  s{n}: {{image: a, env_file: all.env}}\n" for n in range(100))
    found = read({"compose.yml": services, "all.env": variables})
    assert len(found.deployables) == 50
    assert found.problems == ("compose.yml: not read: its services have more than 100,000 variables",)


def test_yaml_keeps_the_last_of_keys_written_twice_and_merges_in_order() -> None:
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n  d: 4\n  d: 5\n  n: ~\n  q: '~'\n"
    (tree,) = yaml_tree.documents(text.encode())
    found = {key: (one.value, one.line) for key, one in tree.entries("z").items()}
    assert found == {"a": ("1", 1), "b": ("1", 1), "c": ("3", 4), "d": ("5", 7), "n": ("", 8), "q": ("~", 9)}


def test_yaml_has_documents_and_tables_as_keys() -> None:
    trees = yaml_tree.documents(b"a: 1\n---\n---\n- !Ref x\n- {? [a, b] : c, d: e}\n")
    assert [list(flattened(tree)) for tree in trees] == [
        [("a", "1", 1)],
        [("", "", 3)],
        [("0", "x", 4), ("1.d", "e", 5)],
    ]


def test_json_has_lines_and_allows_what_tools_allow() -> None:
    text = (
        b'\xef\xbb\xbf{\n "a": [1, true, null, "x\\u0041\\/"], // end\n /* over\n lines */ "b": {}, "a2": -1.5e3,\n}\n'
    )
    tree = json_tree.document(text)
    assert [one.value for one in tree.items("a")] == ["1", "true", "", "xA/"]
    assert {key: one.line for key, one in tree.entries().items()} == {"a": 2, "b": 4, "a2": 4}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"", 1),
        (b'{"a"\n: [}', 2),
        (b'{"a": 1} 2', 1),
        (b"{1 2 3}", 1),
        (b'["a\nb"]', 1),
        (b"[" * 1_000, 1),
        (b'["\\x"]', 1),
    ],
)
def test_what_is_no_json_is_told_with_its_line(text: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as told:
        json_tree.document(text)
    assert told.value.line == line


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docker-compose.prod.yaml", True),
        ("a/b/Dockerfile.dev", True),
        ("a/DOCKERFILE", True),
        ("web/nginx.conf.template", True),
        ("orders/pom.xml", True),
        ("api/v1/orders.json", True),
        ("orders-openapi.json", True),
        ("docs/openapi.yaml", True),
        ("docs/settings.yaml", False),
        ("data/orders.json", False),
        ("src/main.py", False),
        ("node_modules/a/package.json", False),
        ("orders/src/test/resources/application.yml", False),
        ("package-lock.json", False),
        ("README.md", False),
    ],
)
def test_wanted_files(path: str, expected: bool) -> None:
    assert wants(path) is expected


def test_patterns_of_files_are_one_list() -> None:
    assert FILES is SAME
    assert {"**/*.yml", "**/pom.xml", "**/package.json"} <= set(FILES)


def test_facts_do_not_depend_on_the_order_of_files() -> None:
    files = {"b/pom.xml": b"<project><artifactId>b</artifactId></project>", "a/.env": b"X=1\n", "compose.yml": b"x: ["}
    assert read_deployment(files) == read_deployment(dict(reversed(files.items())))


NAMES = (
    "application.yml application.properties compose.yml k8s.yaml c/templates/a.yaml values.yaml Dockerfile Procfile .env "
    "nginx.conf httpd.conf pom.xml build.gradle settings.gradle libs.versions.toml package.json proxy.conf.json setup.py "
    "pyproject.toml setup.cfg requirements.txt openapi.json openapi.yml serverless.yml page.html logback.xml"
)
WORDS = (
    "a : - { } [ ] < > \" ' \\ / $ ${a} {{ }} \n | & * ! , = # ( ) services: kind: apiVersion: openapi: paths: functions: "
    "provider: location proxy_pass ProxyPass FROM ENV <project> </project> spring.cloud.gateway.routes[0].uri=http://a "
    "zuul.routes.a: Path=/a <form action="
)


@given(
    st.dictionaries(
        st.sampled_from(NAMES.split(" ")),
        st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join),
        max_size=4,
    )
)
def test_nothing_raises(files: dict[str, str]) -> None:
    read_deployment({path: text.encode() for path, text in files.items()})


@given(st.dictionaries(st.sampled_from(NAMES.split(" ")), st.binary(max_size=60), max_size=3))
def test_no_bytes_raise(files: dict[str, bytes]) -> None:
    read_deployment(files)


@given(
    st.recursive(
        st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=15,
    )
)
def test_json_says_what_it_says(value: object) -> None:
    def plain(tree: Tree) -> object:
        if isinstance(tree.value, list):
            return [plain(one) for one in tree.value]
        return {key: plain(one) for key, one in tree.value.items()} if isinstance(tree.value, dict) else tree.value

    assert plain(json_tree.document(json.dumps(value, indent=1).encode())) == value

"""Settings of applications: properties, YAML and variables."""

import pytest
from deployment_files import read

RESOURCES = "orders/src/main/resources"


def rows(files: dict[str, str | bytes]) -> list[tuple[str, str, int, str, str]]:
    return [(one.key, one.value, one.line, one.profile, one.for_name) for one in read(files).settings]


def test_yaml_has_dotted_keys_with_the_lines_of_the_last_key() -> None:
    text = """
        spring:
          application:
            name: orders
          kafka.bootstrap-servers: ${KAFKA:localhost:9092}
        servers:
          - host: a
          - host: b
        empty:
        """
    assert rows({f"{RESOURCES}/application.yml": text}) == [
        ("spring.application.name", "orders", 3, "", ""),
        ("spring.kafka.bootstrap-servers", "${KAFKA:localhost:9092}", 4, "", ""),
        ("servers.0.host", "a", 6, "", ""),
        ("servers.1.host", "b", 7, "", ""),
        ("empty", "", 8, "", ""),
    ]


def test_profiles_of_file_names_and_documents() -> None:
    files = {
        f"{RESOURCES}/application-docker.yml": "server:\n  port: 1\n",
        f"{RESOURCES}/application.yml": """
            server:
              port: 2
            ---
            spring:
              config:
                activate:
                  on-profile: [cloud, docker]
            server:
              port: 3
            ---
            spring.profiles: local
            server.port: 4
            """,
        f"{RESOURCES}/bootstrap.properties": "server.port=5\n",
    }
    ports = [(value, profile) for key, value, _, profile, _ in rows(files) if key == "server.port"]
    assert ports == [("1", "docker"), ("2", ""), ("3", "cloud,docker"), ("4", "local"), ("5", "")]


def test_properties_with_continued_lines_escapes_and_places() -> None:
    text = "# a comment\n! another\nurl = http\\://a\\\n    /b\nlist[0].name:x\nblank\nunicode=\\u00e9\\t|\nwords some text\n"
    assert [row[:3] for row in rows({f"{RESOURCES}/application.properties": text})] == [
        ("url", "http://a/b", 3),
        ("list.0.name", "x", 5),
        ("blank", "", 6),
        ("unicode", "é\t|", 7),
        ("words", "some text", 8),
    ]


def test_properties_in_latin_1() -> None:
    assert rows({f"{RESOURCES}/application.properties": "name=Müller\n".encode("latin-1")})[0][1] == "Müller"


def test_profiles_of_keys() -> None:
    text = "%dev.quarkus.http.port=1\nquarkus.http.port=2\n"
    assert [row[:4] for row in rows({f"{RESOURCES}/application.properties": text})] == [
        ("quarkus.http.port", "1", 1, "dev"),
        ("quarkus.http.port", "2", 2, ""),
    ]


def test_files_that_a_configuration_server_hands_out() -> None:
    files = {
        "config/src/main/resources/application.yml": "spring.cloud:\n  config:\n    server:\n      native: {}\nport: 1\n",
        "config/src/main/resources/shared/application.yml": "logging:\n  level: info\n",
        "config/src/main/resources/shared/orders-service.yml": "orders: {limit: 5}\n",
        "config/src/main/resources/shared/orders-service-prod.yml": "orders: {limit: 6}\n",
        "config/src/main/resources/shared/notifier-kubernetes.properties": "a=b\n",
    }
    found = {(key, value): (profile, name) for key, value, _, profile, name in rows(files)}
    assert found["orders.limit", "5"] == ("", "orders-service")
    assert found["orders.limit", "6"] == ("prod", "orders-service")
    assert found["a", "b"] == ("kubernetes", "notifier")
    assert found["logging.level", "info"] == ("", "")


def test_a_repository_of_configuration_is_known_by_what_lies_in_it() -> None:
    files = {
        "config-repo/application.yml": "eureka:\n  client: {}\na: 1\n",
        "config-repo/billing.yml": "server:\n  port: 9\n",
        "ops/values.yaml": "server:\n  port: 10\n",
        "ops/other.yaml": "server:\n  port: 11\n",
    }
    assert [(value, name) for key, value, _, _, name in rows(files) if key == "server.port"] == [("9", "billing")]


def test_an_application_may_call_its_settings_otherwise() -> None:
    files = {
        "broker/src/main/resources/broker.yml": "server:\n  port: 1\nspring:\n  main: {}\n",
        "broker/src/main/resources/jobs.properties": "jobs.size=3\n",
        "broker/src/main/resources/messages_de.properties": "hello=Hallo\n",
        "broker/src/main/resources/menu.yml": "entries: [a, b]\n",
    }
    assert [row[0] for row in rows(files)] == ["server.port", "jobs.size"]


def test_objects_of_a_cluster_are_no_settings() -> None:
    assert rows({"ops/application-role.yaml": "apiVersion: v1\nkind: Role\nmetadata: {name: a}\n"}) == []


@pytest.mark.parametrize("name", [".env", ".env.production", "shop.env"])
def test_variables(name: str) -> None:
    text = (
        "# comment\nexport API_URL=http://api:80 # the API\nNAME='a # b'\n"
        'KEY="one\ntwo" # end\nEMPTY=\nODD="never closed\nnot a variable\nLAST=1\n'
    )
    assert [row[:3] for row in rows({f"web/{name}": text})] == [
        ("API_URL", "http://api:80", 2),
        ("NAME", "a # b", 3),
        ("KEY", "one\ntwo", 4),
        ("EMPTY", "", 6),
        ("ODD", '"never closed', 7),
        ("LAST", "1", 9),
    ]


def test_statements_that_fill_a_configuration_server_hold_settings() -> None:
    text = (
        "INSERT INTO `config_info` VALUES (1,'application.yml','G','a: it''s\\n','x'),\n"
        "(2,'orders-dev.properties','G','b=1\nc=\\'2\\'\n',NULL),\n"
        "(3,'notes.txt','G','d: 1',NULL);\n"
    )
    assert rows({"db/nacos.sql": text}) == [
        ("a", "it's", 1, "", ""),
        ("b", "1", 2, "dev", "orders"),
        ("c", "'2'", 3, "dev", "orders"),
    ]


def test_of_a_filled_server_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    text = "insert into config_info (data_id, content, type) values ('a', 'b: [', 'yaml'), ('c.yml', 'd: 1', ''), ("
    found = read({"nacos_config.sql": text})
    assert [(one.key, one.for_name) for one in found.settings] == [("d", "c")]
    assert [problem.startswith("nacos_config.sql:1: not read: a.yml: not YAML") for problem in found.problems] == [True]

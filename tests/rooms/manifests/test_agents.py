"""Configuration of what watches a system and collects its logs."""

import pytest

from archlint.manifests.agents import is_agent, read_agent
from archlint.manifests.reading import Unreadable


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docker/prometheus/prometheus.yml", True),
        ("orders/filebeat.yml", True),
        ("grafana/provisioning/datasources/all.yml", True),
        ("orders/src/main/resources/logback-spring.xml", True),
        ("orders/src/main/resources/application.yml", False),
    ],
)
def test_files_are_told_by_their_names(path: str, expected: bool) -> None:
    assert is_agent(path) is expected


def test_targets_have_their_keys_and_lines() -> None:
    content = b"scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: ['orders:8080']\n"
    found = [(one.key, one.value, one.line) for one in read_agent("prometheus.yml", content)]
    assert ("scrape_configs.0.static_configs.0.targets.0", "orders:8080", 4) in found


def test_appenders_say_where_they_send_to() -> None:
    content = (
        b"<configuration>\n<appender name='S'>\n<destination>logstash:5000</destination>\n"
        b"</appender>\n<host>x</host>\n</configuration>"
    )
    found = [(one.key, one.value, one.line) for one in read_agent("logback.xml", content)]
    assert found == [("logback.destination", "logstash:5000", 3)]


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16"),
        b"<a>",
        b"<a>" * 200,
        b"",
    ],
)
def test_what_is_hostile_or_broken_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read_agent("logback.xml", content))

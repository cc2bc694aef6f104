"""The shipped tables of technologies: each file loads, nothing is said twice, and well-known imports get their role."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from archlint.graph.technologies import Technologies
from archlint.rulebook.technologies import load_technologies, roles

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "technologies"
FILES = sorted(FOLDER.glob("*/*.toml"))
NEEDED_ROLES = {
    "ui-toolkit", "templating", "web-framework", "http-client", "persistence", "broker", "cache", "auth", "cloud",
    "task-queue", "rpc", "testing", "logging", "config", "observability", "build",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_speaks_about_its_own_language(file: Path) -> None:
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["technologies"]
    assert entries
    assert {entry["language"] for entry in entries} == {file.parent.name}


def test_nothing_is_said_twice() -> None:
    said = Counter((entry.language, module) for entry in load_technologies() for module in entry.modules)
    assert [key for key, count in said.items() if count > 1] == []
    named = Counter((entry.language, entry.role, entry.name) for entry in load_technologies())
    assert [key for key, count in named.items() if count > 1] == []


def test_every_role_is_played_in_every_language() -> None:
    found = load_technologies()
    assert roles(found) >= NEEDED_ROLES
    for language in ("python", "typescript", "java"):
        assert roles(entry for entry in found if entry.language == language) >= NEEDED_ROLES


def test_every_role_is_explained() -> None:
    explained = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert [role for role in sorted(roles(load_technologies())) if f"`{role}`" not in explained] == []


@pytest.mark.parametrize(
    ("language", "name", "role"),
    [
        ("python", "django.db.models", "persistence"),
        ("python", "django.urls", "web-framework"),
        ("python", "django.template.loader", "templating"),
        ("python", "django.contrib.auth.models", "auth"),
        ("python", "rest_framework.views", "web-framework"),
        ("python", "sqlalchemy.orm", "persistence"),
        ("python", "sqlmodel", "persistence"),
        ("python", "urllib.request", "http-client"),
        ("python", "aiohttp.web", "web-framework"),
        ("python", "aiohttp", "http-client"),
        ("python", "google.cloud.pubsub_v1", "broker"),
        ("python", "google.cloud.storage", "cloud"),
        ("typescript", "react", "ui-toolkit"),
        ("typescript", "react-native-gesture-handler", "ui-toolkit"),
        ("typescript", "@angular/core", "ui-toolkit"),
        ("typescript", "@angular/common/http", "http-client"),
        ("typescript", "@angular/core/testing", "testing"),
        ("typescript", "@nestjs/common", "web-framework"),
        ("typescript", "@nestjs/typeorm", "persistence"),
        ("typescript", "@aws-sdk/client-sqs", "broker"),
        ("typescript", "@aws-sdk/client-s3", "cloud"),
        ("typescript", "node:http", "web-framework"),
        ("java", "org.springframework.data.jpa.repository.JpaRepository", "persistence"),
        ("java", "org.springframework.web.bind.annotation.GetMapping", "web-framework"),
        ("java", "org.springframework.web.client.RestTemplate", "http-client"),
        ("java", "org.springframework.data.redis.core.RedisTemplate", "cache"),
        ("java", "jakarta.persistence.Entity", "persistence"),
        ("java", "java.sql.Connection", "persistence"),
        ("java", "jakarta.ws.rs.client.Client", "http-client"),
        ("java", "org.springframework.kafka.annotation.KafkaListener", "broker"),
    ],
)
def test_well_known_imports(language: str, name: str, role: str) -> None:
    assert [entry.role for entry in Technologies(load_technologies()).find(language, name)] == [role]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("python", "django.utils.timezone"),
        ("python", "dataclasses"),
        ("typescript", "lodash"),
        ("typescript", "reaction"),
        ("java", "java.util.List"),
        ("java", "org.springframework.data.domain.Page"),
    ],
)
def test_neutral_imports_have_no_role(language: str, name: str) -> None:
    assert Technologies(load_technologies()).find(language, name) == ()

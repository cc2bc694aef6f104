"""The shipped tables of technologies: each file loads, nothing is said twice, and well-known imports get their role."""

import tomllib
from collections import Counter, defaultdict
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


def test_every_job_of_a_single_entry_has_a_rival() -> None:
    names = defaultdict(set)
    for file in FILES:
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["technologies"]:
            names[entry["language"], entry.get("job", "none")].add(entry["name"])
    assert [key for key, rivals in names.items() if key[1] != "none" and len(rivals) < 2] == []


def test_every_role_with_a_job_exists() -> None:
    jobs = tomllib.loads((FOLDER / "jobs.toml").read_text(encoding="utf-8"))
    assert jobs.keys() == {"jobs"}
    assert jobs["jobs"].keys() <= roles(load_technologies())


RIVALS = [
    ("python", "requests httpx aiohttp urllib.request"),
    ("python", "sqlalchemy.orm django.db.models peewee"),
    ("python", "psycopg2 asyncpg"),
    ("python", "structlog loguru"),
    ("python", "celery rq dramatiq"),
    ("python", "pydantic marshmallow"),
    ("typescript", "axios ky superagent got"),
    ("typescript", "zustand @reduxjs/toolkit mobx"),
    ("typescript", "@tanstack/react-query swr"),
    ("typescript", "prisma typeorm sequelize"),
    ("typescript", "zod yup joi"),
    ("typescript", "moment dayjs date-fns"),
    ("typescript", "@mui/material antd"),
    ("java", "org.springframework.web.client.RestTemplate okhttp3.Request java.net.http.HttpClient feign.Feign"),
    ("java", "org.slf4j.Logger java.util.logging.Logger org.apache.commons.logging.Log lombok.extern.log4j.Log4j2"),
    ("java", "com.fasterxml.jackson.databind.ObjectMapper com.google.gson.Gson org.json.JSONObject"),
    ("java", "jakarta.persistence.Entity org.jooq.DSLContext"),
    ("java", "org.thymeleaf.TemplateEngine freemarker.template.Template"),
]


@pytest.mark.parametrize(("language", "names"), RIVALS, ids=[names for _, names in RIVALS])
def test_rivals(language: str, names: str) -> None:
    found = [Technologies(load_technologies()).find(language, name)[0] for name in names.split()]
    assert found[0].job
    assert {entry.job for entry in found} == {found[0].job}
    assert len({entry.name for entry in found}) == len(found)


COMPLEMENTS = [
    ("python", "requests urllib3.util.retry urllib.request.pathname2url zeep gql"),
    ("python", "sqlalchemy sqlmodel alembic psycopg2 sqlite3 pymongo"),
    ("python", "structlog logging.config logging pythonjsonlogger"),
    ("python", "redis cachetools django.core.cache"),
    ("python", "celery apscheduler.schedulers airflow"),
    ("typescript", "axios @apollo/client socket.io-client @hey-api/client-axios"),
    ("typescript", "@reduxjs/toolkit @tanstack/react-query xstate"),
    ("typescript", "typeorm pg mongoose mongodb"),
    ("typescript", "antd tailwind-merge @radix-ui/react-dialog bootstrap @emotion/react"),
    ("typescript", "winston morgan"),
    ("java", "org.slf4j.Logger ch.qos.logback.classic.Level org.slf4j.MDC org.apache.logging.log4j.core.Appender"),
    ("java", "jakarta.persistence.Entity org.hibernate.Session java.sql.Connection org.flywaydb.core.Flyway"),
    ("java", "feign.Feign org.springframework.web.client.RestClientException org.apache.http.HttpStatus"),
    ("java", "java.net.http.HttpClient java.net.HttpURLConnection.HTTP_OK"),
    ("java", "org.apache.kafka.clients.producer.Producer org.springframework.cloud.stream.function.StreamBridge"),
]


@pytest.mark.parametrize(("language", "names"), COMPLEMENTS, ids=[names for _, names in COMPLEMENTS])
def test_complements(language: str, names: str) -> None:
    found = [Technologies(load_technologies()).find(language, name)[0] for name in names.split()]
    jobs = Counter(entry.job for entry in found if entry.job)
    assert [job for job, count in jobs.items() if count > 1] == []


@pytest.mark.parametrize(
    "names",
    ["okhttp3.OkHttpClient retrofit2.Retrofit", "org.slf4j.Logger lombok.extern.slf4j.Slf4j"],
)
def test_one_library_under_several_names(names: str) -> None:
    assert len({Technologies(load_technologies()).find("java", name)[0].name for name in names.split()}) == 1


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


FRAMEWORKS = """
python web-framework: django.urls rest_framework.views flask.Flask fastapi.FastAPI starlette.routing aiohttp.web
python cli: click
python ui-toolkit: PyQt5.QtWidgets PyQt6.QtWidgets PySide2.QtWidgets PySide6.QtWidgets
python persistence: sqlalchemy.orm django.db.models
python task-queue: celery
python broker: kafka.KafkaProducer confluent_kafka aiokafka pika
python http-client: requests httpx aiohttp
python templating: jinja2
typescript ui-toolkit: react react-dom @angular/core vue svelte
typescript web-framework: express @nestjs/common fastify next/server
typescript http-client: axios node-fetch ky
typescript state-management: @tanstack/react-query @tanstack/vue-query
typescript persistence: @prisma/client typeorm
typescript broker: kafkajs
java web-framework: org.springframework.web.bind.annotation.GetMapping
java web-framework: org.springframework.web.reactive.function.server.RouterFunction
java web-framework: jakarta.ws.rs.GET javax.ws.rs.GET io.micronaut.http.annotation.Get io.quarkus.vertx.web.Route
java persistence: org.springframework.data.jpa.repository.JpaRepository org.hibernate.Session java.sql.Connection
java http-client: org.springframework.cloud.openfeign.FeignClient feign.Feign org.springframework.web.client.RestTemplate
java http-client: org.springframework.web.reactive.function.client.WebClient
java templating: org.thymeleaf.TemplateEngine
java ui-toolkit: com.vaadin.flow.component.Component
"""
"""The libraries that people use most, by what they are for."""


@pytest.mark.parametrize(
    ("language", "role", "name"),
    [
        (*head.split(), name)
        for head, _, names in (line.partition(":") for line in FRAMEWORKS.strip().splitlines())
        for name in names.split()
    ],
)
def test_frameworks_that_people_use_are_known(language: str, role: str, name: str) -> None:
    assert role in {entry.role for entry in Technologies(load_technologies()).find(language, name)}


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

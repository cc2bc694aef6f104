"""A project as its user writes it in, its recovered architecture out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from archlint.model.architecture import Architecture
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

Recovered = Callable[[Mapping[str, str]], Architecture]


@pytest.fixture
def recovered(tmp_path: Path) -> Recovered:
    """Writes files, given by path, and recovers what they make up."""

    def write_and_recover(files: Mapping[str, str]) -> Architecture:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found = analyze(tmp_path, Request(cache=False, draft=True, workers=1, need_architecture=True))
        assert found.architecture is not None
        return found.architecture

    return write_and_recover


def service(folder: str, *libraries: str, name: str = "", marks: str = "", settings: str = "") -> dict[str, str]:
    """The files of a Spring Boot service: its build file, the class that starts it and its settings."""
    declared = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId></dependency>"
        for group, _, artifact in (library.partition(":") for library in libraries)
    )
    package = folder.replace("-", "").replace("/", ".")
    imports = "".join(f"import {mark};\n" for mark in marks.split())
    used = "".join(f"@{mark.rpartition('.')[2]}\n" for mark in marks.split())
    files = {
        f"{folder}/pom.xml": (
            f"<project><groupId>shop</groupId><artifactId>{folder.rpartition('/')[2]}</artifactId>"
            f"<dependencies>{declared}</dependencies></project>"
        ),
        f"{folder}/src/main/java/{package.replace('.', '/')}/Main.java": (
            f"package {package};\nimport org.springframework.boot.SpringApplication;\n"
            "import org.springframework.boot.autoconfigure.SpringBootApplication;\n"
            f"{imports}{used}@SpringBootApplication\npublic class Main {{\n"
            "  public static void main(String[] given) { SpringApplication.run(Main.class, given); }\n}\n"
        ),
    }
    named = f"spring.application.name={name}\n" if name else ""
    if named or settings:
        files[f"{folder}/src/main/resources/application.properties"] = named + settings
    return files

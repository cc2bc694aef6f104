"""What a library is a rival for: its own word, that of its role, or nothing; and a table of jobs that cannot be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archlint.model.rulebook import DeclarationError
from archlint.model.tables import Technology
from archlint.rulebook import technologies
from archlint.rulebook.technologies import load_technologies


@pytest.mark.parametrize(
    ("role", "job", "loaded"),
    [
        ("http-client", "", "HTTP clients"),
        ("http-client", "paging clients", "paging clients"),
        ("http-client", "none", ""),
        ("persistence", "", ""),
        ("persistence", "row stores", "row stores"),
        ("mainframe", "", ""),
    ],
)
def test_the_job_of_an_own_entry(role: str, job: str, loaded: str) -> None:
    own = Technology(name="Acme", role=role, language="python", modules=("acme",), job=job)
    assert load_technologies([own])[0].job == loaded


def test_an_own_entry_takes_a_library_out() -> None:
    own = Technology(name="Requests", role="http-client", language="python", modules=("requests",), job="none")
    found = [entry for entry in load_technologies([own]) if "requests" in entry.modules]
    assert [entry.job for entry in found] == [""]


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that stands in for jobs.toml."""
    path = tmp_path / "jobs.toml"
    monkeypatch.setattr(technologies, "jobs_file", lambda: path)
    technologies._jobs.cache_clear()
    yield path
    technologies._jobs.cache_clear()


@pytest.mark.parametrize("text", ["", "jobs = 3", "[jobs]\nlogging = 3", '[jobs]\nlogging = ""'])
def test_a_table_of_jobs_without_words_is_refused(jobs: Path, text: str) -> None:
    jobs.write_text(text)
    own = Technology(name="Acme", role="logging", language="python", modules=("acme",))
    with pytest.raises(DeclarationError, match=r"jobs\.toml: \[jobs\] names roles"):
        load_technologies([own])


def test_a_shipped_entry_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python").mkdir()
    broken = tmp_path / "python" / "own.toml"
    broken.write_text('[[technologies]]\nname = "x"\nrole = "cache"\nlanguage = "perl"\nmodules = ["x"]\n')
    monkeypatch.setattr(technologies, "technology_files", lambda: [broken])
    technologies._shipped.cache_clear()
    try:
        with pytest.raises(DeclarationError, match=r"rules/technologies/python/own\.toml:4: .*unknown value 'perl'"):
            load_technologies()
    finally:
        technologies._shipped.cache_clear()

"""The project that a test writes its declaration into."""

from pathlib import Path

import pytest
from declared_project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)

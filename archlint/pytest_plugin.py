"""pytest's plugin: the fixture `architecture`, the project that the tests stand in, analyzed once per run."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from archlint.testing import TestedArchitecture


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("archlint_root", "the folder that archlint analyzes for the fixture `architecture`", default=".")


@pytest.fixture(scope="session")
def architecture(pytestconfig: pytest.Config) -> "TestedArchitecture":
    """The architecture of the project in pytest's root folder (ini option `archlint_root`: another one)."""
    from archlint.testing import architecture_of

    return architecture_of(pytestconfig.rootpath / pytestconfig.getini("archlint_root"))

"""The shipped table of technologies."""

from pathlib import Path

import pytest

from archlint.model.rulebook import DeclarationError
from archlint.rulebook import components
from archlint.rulebook.components import load_component_knowledge


def test_the_shipped_table_can_be_used() -> None:
    knowledge = load_component_knowledge()
    assert {"Eureka", "Kafka", "PostgreSQL"} <= knowledge.by_name().keys()
    assert all(rule.toward or rule.settings for rule in knowledge.flows)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[flows]]\nkind = 'store'\ntoward = ['store']\noutside = 'Nobody'\n", "unknown technology 'Nobody'"),
        ("[[technologies]]\nname = 'A'\nkind = 'wheel'\n", "Invalid enum value 'wheel'"),
        ("[[technologies]]\nname = 'A'\nkind = 'store'\n" * 2, "technology 'A' is there twice"),
        ("colour = 'red'\n", "unknown field `colour`"),
    ],
)
def test_a_broken_table_is_refused(text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "components.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(components, "rules_folder", lambda: tmp_path)
    with pytest.raises(DeclarationError, match=message):
        load_component_knowledge.__wrapped__()

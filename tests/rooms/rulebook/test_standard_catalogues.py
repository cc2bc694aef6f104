"""The shipped catalogues of standard interfaces, and `[standards]` in a declaration."""

import re
from pathlib import Path

import pytest

from archlint.model.rulebook import DeclarationError
from archlint.rulebook.load import load_rulebook
from archlint.rulebook.standards import load_standards


def test_tm_forum_is_there_with_what_a_self_care_needs() -> None:
    apis = {api.number: api for api in load_standards()["tm-forum"].apis}
    assert len(apis) > 70
    assert apis["TMF620"].segments == ("productCatalogManagement",)
    assert apis["TMF678"].resources[0] == "customerBill"
    assert (apis["TMF629"].versions, apis["TMF622"].newest) == ((4, 5), 5)


def test_no_two_interfaces_have_a_number_a_path_or_a_name_in_common() -> None:
    for standard in load_standards().values():
        for values in (
            [api.number for api in standard.apis],
            [segment.casefold().removesuffix("management") for api in standard.apis for segment in {*api.segments}],
            [word for api in standard.apis for word in api.known_as],
        ):
            assert len(values) == len(set(values))


def test_entries_are_well_formed() -> None:
    for standard in load_standards().values():
        for api in standard.apis:
            assert re.fullmatch(rf"{standard.numbers}\d{{3}}", api.number)
            assert not {*api.versions} & {*api.drafts}
            assert list(api.versions) == sorted(api.versions)
            for segment in (*api.segments, *api.resources):
                assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", segment), segment
            for words in api.known_as:
                assert re.fullmatch(r"[a-z]+(?: [a-z]+)*", words), words


def test_a_declaration_may_require_a_standard(tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").write_text(
        '[standards]\nrequire = "tm-forum"\nlayers = ["services"]\n\n[[layers]]\nname = "services"\npaths = ["**"]\n'
    )
    rulebook = load_rulebook(tmp_path)
    assert rulebook is not None
    assert (rulebook.standards.require, rulebook.standards.layers) == (("tm-forum",), ("services",))
    assert rulebook.origin("standards.layers").line == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'require = ["tmforum"]',
            "archlint.toml:2: standards.require: unknown standard 'tmforum'; did you mean 'tm-forum'?",
        ),
        (
            'layers = ["servces"]',
            "archlint.toml:2: standards.layers: unknown layer 'servces'; did you mean 'services'?",
        ),
        ('requires = ["tm-forum"]', "archlint.toml:2: standards.requires: unknown key; did you mean 'require'?"),
    ],
)
def test_mistakes_are_told_with_their_lines(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").write_text(f'[standards]\n{text}\n\n[[layers]]\nname = "services"\npaths = ["**"]\n')
    with pytest.raises(DeclarationError) as raised:
        load_rulebook(tmp_path)
    assert str(raised.value).startswith(told)

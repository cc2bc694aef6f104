"""The shipped words for tiers: they load, and no word means two things that exclude each other."""

import msgspec

from archlint.rulebook.technologies import load_technologies, roles
from archlint.rulebook.tier_words import load_domain_words, load_presentation_words


def test_every_list_of_words_is_filled_and_has_no_word_twice() -> None:
    for known in (load_domain_words(), load_presentation_words()):
        for name, found in msgspec.structs.asdict(known).items():
            assert found, name
            assert len(set(found)) == len(found), name


def test_what_is_a_view_is_not_of_the_domain() -> None:
    known = load_domain_words()
    assert not set(known.view) & {*known.amounts, *known.states, *known.deadlines, *known.ambiguous}


def test_roles_of_technologies_exist() -> None:
    known = load_presentation_words()
    named = {*known.technologies, *known.stores, *known.mail_technologies, *load_domain_words().validation}
    assert named <= roles(load_technologies())

"""Which answers may be remembered: questions within each other in, whether each was cut short by one further out."""

from hypothesis import given
from hypothesis import strategies as st

from archlint.graph.values.pending import Pending

RINGS = st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=4), max_size=7)


def test_what_meets_only_itself_is_whole() -> None:
    pending = Pending()
    outer = pending.begin("outer")
    inner = pending.begin("inner")
    assert pending.meets("inner")
    assert pending.end("inner", inner)
    assert pending.end("outer", outer)


def test_what_meets_a_question_around_it_is_not_whole_but_that_is() -> None:
    pending = Pending()
    outer = pending.begin("outer")
    inner = pending.begin("inner")
    assert pending.meets("outer")
    assert not pending.end("inner", inner)
    assert pending.end("outer", outer)
    assert not pending.meets("outer")


def test_nothing_around_what_is_cut_off_is_whole() -> None:
    pending = Pending()
    outer = pending.begin("outer")
    inner = pending.begin("inner")
    pending.cut()
    assert not pending.end("inner", inner)
    assert not pending.end("outer", outer)
    assert pending.end("next", pending.begin("next"))


@given(RINGS, st.integers(0, 6))
def test_what_is_remembered_is_what_is_found_from_anywhere(ring: dict[int, list[int]], start: int) -> None:
    """What can be reached from a node, asked node by node: no answer is remembered that another way in would make longer."""
    pending, known = Pending(), dict[int, frozenset[int]]()

    def reached(node: int) -> frozenset[int]:
        if node in known:
            return known[node]
        if pending.meets(node):
            return frozenset()
        before = pending.begin(node)
        found = frozenset({node}).union(*(reached(one) for one in ring.get(node, ())))
        if pending.end(node, before):
            known[node] = found
        return found

    assert reached(start) == _closure(ring, start)
    assert start in known
    assert all(found == _closure(ring, node) for node, found in known.items())


def _closure(ring: dict[int, list[int]], start: int) -> set[int]:
    found, pending = set[int](), [start]
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending += ring.get(node, ())
    return found

"""lizard's functions beside archlint's: a file in, pairs out that are the same function to both.

lizard lists callbacks and what it takes for functions apart; archlint counts a callback into the function around it. So
what lizard lists without a partner counts into the innermost function with a partner that holds it.
"""

from dataclasses import dataclass
from pathlib import Path

from tree_sitter import Node

from archlint.model.facts import FileFacts

BLANKED = {
    "typescript": (
        "comment", "html_comment", "type_annotation", "type_parameters", "type_arguments", "interface_declaration",
        "type_alias_declaration", "accessibility_modifier", "override_modifier", "implements_clause",
        "function_signature", "abstract_method_signature", "method_signature", "ambient_declaration",
        "type_predicate_annotation", "asserts_annotation", "index_signature",
    ),
    "java": ("line_comment", "block_comment", "annotation", "marker_annotation"),
}  # fmt: skip
"""What holds no decisions, and lizard stumbles over: it takes a `?` in a type for a decision, loses functions after some
types and annotations, and reads no file with the words "GENERATED CODE" in a comment. It also takes the `?` of a regular
expression for a decision, and a promise's `.catch(…)`.
"""
TYPED = ("as_expression", "satisfies_expression")


@dataclass
class Place:
    """A function by one of the tools, and its number by the measure that is compared."""

    name: str
    line: int
    end: int
    amount: int


def callables(content: bytes, facts: FileFacts, measure: str) -> list[Place]:
    """archlint's functions and methods, outer ones first."""
    found = []
    for unit in facts.body.units:
        if unit.kind in ("function", "method"):
            last = unit.span.line + content.count(b"\n", unit.span.start, unit.span.end)
            found.append(Place(unit.name.rpartition(".")[2], unit.span.line, last, getattr(unit, measure)))
    return found


def without_types(language: str, dialect: str, content: bytes) -> bytes:
    """The text with what is BLANKED as spaces: the same code on the same lines. Template literals stay."""
    return _edited(language, dialect, content, templates=False)


def with_open_templates(language: str, dialect: str, content: bytes) -> bytes:
    """The same with the text of template literals blanked too, so that lizard sees the expressions in them."""
    return _edited(language, dialect, content, templates=True)


def _edited(language: str, dialect: str, content: bytes, templates: bool) -> bytes:
    text = bytearray(content)
    waiting = [_root(language, dialect, content)]
    while waiting:
        node = waiting.pop()
        kind = node.type
        if kind in BLANKED[language] or (kind == "?" and node.parent is not None and "ternary" not in node.parent.type):
            _blank(text, node.start_byte, node.end_byte)
        elif kind == "regex" or (kind == "property_identifier" and node.text == b"catch"):
            _blank(text, node.start_byte, node.end_byte)
            text[node.start_byte : node.start_byte + 1] = b"x"
        elif kind in TYPED:
            _blank(text, node.children[0].end_byte, node.end_byte)
            waiting.append(node.children[0])
        elif kind == "template_string" and templates:
            _open_template(text, node)
            waiting += node.named_children
        else:
            waiting += node.children
    return bytes(text)


def _root(language: str, dialect: str, content: bytes) -> Node:
    if language == "java":
        from archlint.languages.java.grammar import PARSER

        return PARSER.parse(content).root_node
    from archlint.languages.typescript.grammar import grammar

    return grammar(dialect).parser.parse(content).root_node


def _open_template(text: bytearray, node: Node) -> None:
    """Leave of `` `a ${b} c ${d}` `` the sum of its substitutions."""
    _blank(text, node.start_byte, node.end_byte, keep=[child for child in node.named_children if _substitution(child)])
    for index, child in enumerate(filter(_substitution, node.named_children)):
        text[child.start_byte : child.start_byte + 2] = b"+(" if index else b" ("
        text[child.end_byte - 1 : child.end_byte] = b")"


def _substitution(node: Node) -> bool:
    return node.type == "template_substitution"


def _blank(text: bytearray, start: int, end: int, keep: list[Node] | None = None) -> None:
    for child in [*(keep or []), None]:
        stop = end if child is None else child.start_byte
        for offset in range(start, stop):
            if text[offset] not in b"\r\n":
                text[offset] = 32
        start = stop if child is None else child.end_byte


def by_lizard(path: Path, content: bytes, measure: str) -> list[Place] | None:
    """lizard's functions; None where it fails."""
    import lizard

    analyzer = lizard.FileAnalyzer(lizard.get_extensions(["cognitive"]))
    try:
        found = analyzer.analyze_source_code(str(path), content.decode("utf-8", "replace"))
    except Exception:  # it fails in many ways, also by IndexError
        return None
    return [
        Place(
            one.name.rpartition("::")[2].rpartition(".")[2],
            one.start_line,
            one.end_line,
            getattr(one, f"{measure}_complexity"),
        )
        for one in found.function_list
    ]


def matched(ours: list[Place], theirs: list[Place], least: int) -> list[tuple[Place, int, int]]:
    """The functions that begin and end in the same place for both, by ours, with both numbers. What only one of the tools
    lists counts for it into the innermost of these functions that holds it, without the `least` that every function has.
    """
    partners: dict[int, int] = {}
    for mine, unit in enumerate(ours):
        for index, found in enumerate(theirs):
            if index not in partners and _same(unit, found):
                partners[index] = mine
                break
    shared = {mine: [ours[mine].amount, theirs[index].amount] for index, mine in partners.items()}
    for side, places, known in ((0, ours, set(shared)), (1, theirs, set(partners))):
        for index, place in enumerate(places):
            if index not in known:
                around = [mine for mine in shared if ours[mine].line <= place.line and place.end <= ours[mine].end]
                if around:
                    inner = min(around, key=lambda mine: (ours[mine].end - ours[mine].line, -mine))
                    shared[inner][side] += place.amount - least
    return [(ours[mine], *scores) for mine, scores in sorted(shared.items())]


def _same(unit: Place, found: Place) -> bool:
    """lizard begins a Java method at its name, below its annotations, and ends an arrow function at the next token."""
    begins = unit.line <= found.line <= unit.end and found.name.rpartition(" ")[2] == unit.name
    return begins and unit.end <= found.end <= unit.end + 1

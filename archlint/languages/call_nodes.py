"""What a node says of a call: a node of any language in, the call behind it, its arguments or where its name ends out."""

from tree_sitter import Node


def given_back(node: Node) -> Node:
    """The value of a return, of a function whose body is an expression, or the expression itself."""
    if node.type == "return_statement":
        return node.named_children[0]
    return node.child_by_field_name("body") or node


def count_arguments(call: Node) -> int:
    """How many arguments a call is given."""
    given = call.child_by_field_name("arguments")
    return 0 if given is None else sum(child.is_named and not child.is_extra for child in given.children)


def innermost_call(node: Node) -> Node:
    """The call that a statement or expression hands on: of `return await load(x)` the call of load."""
    node = node.child_by_field_name("body") or node
    while node.child_by_field_name("arguments") is None and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def before_arguments(call: Node) -> int:
    """Where the name of what is called ends."""
    last = call.child_by_field_name("arguments")
    types = call.child_by_field_name("type_arguments")
    if (
        types is not None
        and last is not None
        and types.end_byte <= last.start_byte
        and types.start_byte > call.start_byte
    ):
        last = types  # `get<Invoice>(…)`
    return call.end_byte if last is None else last.start_byte

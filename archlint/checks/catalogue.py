"""All checks, in the order in which they are listed. A new check is one file and one line here."""

from archlint.checks import (
    bottom_heavy,
    dependency_cycle,
    empty_layer,
    expired_exception,
    forbidden_dependency,
    hollow_layer,
    layer_skip,
    misplaced_technology,
    missing_dependency,
    part_dependency,
    private_access,
    top_heavy,
    uncovered_module,
    unmatched_pattern,
    unparsed_source,
    unresolved_reference,
    unused_exception,
    upward_dependency,
)
from archlint.checks.check import Check

CHECKS: tuple[Check, ...] = (
    upward_dependency.CHECK,
    layer_skip.CHECK,
    part_dependency.CHECK,
    private_access.CHECK,
    dependency_cycle.CHECK,
    forbidden_dependency.CHECK,
    missing_dependency.CHECK,
    misplaced_technology.CHECK,
    uncovered_module.CHECK,
    empty_layer.CHECK,
    top_heavy.CHECK,
    bottom_heavy.CHECK,
    hollow_layer.CHECK,
    unmatched_pattern.CHECK,
    unparsed_source.CHECK,
    unresolved_reference.CHECK,
    unused_exception.CHECK,
    expired_exception.CHECK,
)

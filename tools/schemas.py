"""JSON Schemas of archlint's files, made from the types that read and write them: structs in, schemas out."""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec
from msgspec import Struct

from archlint.checks.catalogue import CHECKS
from archlint.checks.check import Check
from archlint.model.analysis import Analysis
from archlint.model.balance import Measure
from archlint.model.tables import CheckSettings, Contract
from archlint.reports.architecture_json import ArchitectureDocument
from archlint.reports.assessment_json import AssessmentDocument
from archlint.reports.balance_json import BalanceDocument
from archlint.reports.difference.document import DifferenceDocument
from archlint.reports.endpoints_json import EndpointsDocument
from archlint.reports.graph_json import GraphDocument
from archlint.reports.journeys_json import JourneysDocument
from archlint.reports.patterns_json import PatternsDocument
from archlint.reports.plan_json import PlanDocument
from archlint.reports.standards_json import StandardsDocument
from archlint.reports.transition_json import TransitionDocument
from archlint.reports.unit_json import UnitsDocument
from archlint.rulebook.contracts import KIND_KEYS
from archlint.rulebook.format import MEASURE_KEY, Declaration

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"

Schema = dict[str, Any]


def config_schema() -> Schema:
    """What archlint.toml may hold, also under `[tool.archlint]`; a pack and an included file hold a part of it."""
    schema = schema_of(Declaration, "archlint.toml")
    definitions = schema["$defs"]
    definitions["Contract"]["allOf"] = list(_contract_rules())
    definitions["Declaration"]["properties"]["checks"] = {
        "type": "object",
        "description": "Severity and options per check.",
        "properties": {check.name: _check_table(check, definitions) for check in CHECKS},
        "additionalProperties": False,
    }
    definitions["Declaration"]["properties"]["balance"]["properties"] = {
        MEASURE_KEY: {"description": "What the logic of a system is counted in.", "enum": list(get_args(Measure))}
    }
    for definition in definitions.values():
        for key, value in definition.get("properties", {}).items():
            definition["properties"][key] = _string_or_list(value)
    parts = definitions["Layer"]["properties"]["parts"]
    parts["additionalProperties"] = _string_or_list(parts["additionalProperties"])
    return schema


def analysis_schema() -> Schema:
    """What `--format json` writes and `archlint render` reads."""
    return schema_of(Analysis, "archlint analysis")


def graph_schema() -> Schema:
    """What `archlint show --format json` writes."""
    return schema_of(GraphDocument, "archlint graph")


def difference_schema() -> Schema:
    """What `archlint diff --format json` writes."""
    return schema_of(DifferenceDocument, "archlint diff")


def balance_schema() -> Schema:
    """What `archlint balance --format json` writes."""
    return schema_of(BalanceDocument, "archlint balance")


def endpoints_schema() -> Schema:
    """What `archlint endpoints --format json` writes."""
    return schema_of(EndpointsDocument, "archlint endpoints")


def architecture_schema() -> Schema:
    """What `archlint show --level component --format json` writes."""
    return schema_of(ArchitectureDocument, "archlint architecture")


def journeys_schema() -> Schema:
    """What `archlint journeys --format json` writes."""
    return schema_of(JourneysDocument, "archlint journeys")


def patterns_schema() -> Schema:
    """What `archlint patterns --format json` writes."""
    return schema_of(PatternsDocument, "archlint patterns")


def standards_schema() -> Schema:
    """What `archlint standards --format json` writes."""
    return schema_of(StandardsDocument, "archlint standards")


def plan_schema() -> Schema:
    """What `archlint plan --format json` writes."""
    return schema_of(PlanDocument, "archlint plan")


def transition_schema() -> Schema:
    """What `archlint transition --format json` writes."""
    return schema_of(TransitionDocument, "archlint transition")


def assessment_schema() -> Schema:
    """What `archlint assess --format json` writes."""
    return schema_of(AssessmentDocument, "archlint assessment")


def units_schema() -> Schema:
    """What `archlint role --format json` writes."""
    return schema_of(UnitsDocument, "archlint units")


def schema_of(model: type[Struct], title: str) -> Schema:
    """The schema of a struct and of all structs it is made of, with their docstrings as descriptions."""
    (root,), definitions = msgspec.json.schema_components([model], ref_template=_REF)
    for struct in _structs(model):
        if struct.__name__ in definitions:
            _describe(definitions[struct.__name__], struct)
    return {"$schema": _DIALECT, "title": title, **root, "$defs": dict(sorted(definitions.items()))}


def field_descriptions(model: type[Struct]) -> dict[str, str]:
    """The docstrings under the fields of a struct."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - what else a class is made of
    found: dict[str, str] = {}
    for field, after in zip(tree.body, tree.body[1:], strict=False):
        is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and is_text:
            found[field.target.id] = _flat(str(after.value.value))  # type: ignore[attr-defined]
    return found


def _structs(model: type[Struct]) -> list[type[Struct]]:
    """The model and every struct its fields mention, however deep."""
    found: dict[type[Struct], None] = {}
    todo: list[Any] = [msgspec.inspect.type_info(model)]
    while todo:
        info = todo.pop()
        if isinstance(info, msgspec.inspect.StructType):
            if info.cls in found:
                continue
            found[info.cls] = None
            todo += [field.type for field in info.fields]
        todo += [
            getattr(info, name)
            for name in ("item_type", "key_type", "value_type", "type")
            if hasattr(info, name) and not isinstance(info, msgspec.inspect.StructType)
        ]
        todo += [*getattr(info, "types", ()), *getattr(info, "item_types", ())]
    return list(found)


def _describe(schema: Schema, struct: type[Struct]) -> None:
    if struct.__doc__:
        schema["description"] = _flat(inspect.cleandoc(struct.__doc__))
    told = field_descriptions(struct)
    for field in msgspec.structs.fields(struct):
        value = schema.get("properties", {}).get(field.encode_name)
        if value is not None and isinstance(value.get("default"), dict) and "$ref" in value:
            del value["default"]  # a table that is left out has the defaults of its own keys
        if value is not None and field.name in told:
            schema["properties"][field.encode_name] = {"description": told[field.name], **value}


def _flat(text: str) -> str:
    """Paragraphs on one line each."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _string_or_list(value: Schema) -> Schema:
    """A list of strings may be written as one string."""
    item = value.get("items")
    if not isinstance(item, dict) or not (item.get("type") == "string" or "enum" in item):
        return value
    told: Schema = {key: value[key] for key in ("description", "default") if key in value}
    many: Schema = {key: inner for key, inner in value.items() if key not in told}
    return told | {"anyOf": [item, many]}


def _contract_rules() -> Iterator[Schema]:
    """What each kind of contract needs, and which keys have no effect on it."""
    for kind, keys in KIND_KEYS.items():
        useless = [name for name in Contract.__struct_fields__ if name not in keys.all]
        needed = [*keys.filled, *keys.present]
        yield {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"required": needed, "properties": dict.fromkeys(useless, False)},
        }


def _check_table(check: Check, definitions: dict[str, Schema]) -> Schema:
    """`[checks.NAME]`: the severity and the check's own options."""
    options = schema_of(check.options, check.name)["$defs"]
    own = options.pop(check.options.__name__)
    definitions.update(options)
    severity = schema_of(CheckSettings, "")["$defs"][CheckSettings.__name__]["properties"]["severity"]
    levels = next(choice["enum"] for choice in severity["anyOf"] if "enum" in choice)
    return {
        "type": "object",
        "description": check.summary,
        "properties": {"severity": {"enum": levels}, **own.get("properties", {})},
        "additionalProperties": False,
    }


def as_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is stored: indented, keys in the order of the structs."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"

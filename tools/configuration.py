"""The reference of every key of archlint.toml: the schema of the declaration in, a page out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tools.schemas import config_schema

_HEAD = """\
# Configuration reference

Every key of `archlint.toml` (or of `[tool.archlint]` in pyproject.toml), as archlint reads it; this page is made from the
[schema](schemas/config.schema.json), which editors can use, too. What the keys are for: the [guide](guide.md).

Where a list of globs is expected, a single one may stand without brackets. An unknown key, a pattern that matches nothing and a
value of the wrong kind are errors or findings, never silence.
"""


def configuration_page() -> str:
    """The page docs/configuration.md."""
    schema = config_schema()
    definitions = schema["$defs"]
    lines = [_HEAD, "## Top level", "", *_table(definitions["Declaration"]["properties"], definitions, ())]
    lines += ["", "Options of single checks (`[checks.NAME]`): the [pages of the checks](checks/README.md).", ""]
    for name, definition in definitions.items():
        if name == "Declaration" or "properties" not in definition:
            continue
        lines += [f"## {_heading(name, definitions)}", "", definition.get("description", ""), ""]
        lines += [*_table(definition["properties"], definitions, definition.get("required", ())), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(properties: Mapping[str, Any], definitions: Mapping[str, Any], required: Any) -> Iterator[str]:
    yield "| key | takes | default | |"
    yield "|---|---|---|---|"
    for key, value in properties.items():
        default = "required" if key in required else _value(value.get("default"))
        yield f"| `{key}` | {_kind(value, definitions)} | {default} | {_cell(value.get('description', ''))} |"


def _heading(name: str, definitions: Mapping[str, Any]) -> str:
    """What a type is called in a declaration: the key under which it stands."""
    said = re.match(r"`\[+([a-z_.]+)\]+`", definitions.get(name, {}).get("description", ""))
    if said:
        return said[1]
    reference = {"$ref": f"#/$defs/{name}"}
    keys = definitions["Declaration"]["properties"].items()
    return next((key for key, value in keys if reference in (value, value.get("items"))), name)


def _kind(value: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What a key takes, in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        known, heading = definitions.get(name, {}), _heading(name, definitions)
        anchor = heading.replace(".", "")
        return f"[{heading}](#{anchor})" if "properties" in known else _kind(known, definitions)
    if "enum" in value:
        return ", ".join(_value(one) for one in value["enum"])
    if "anyOf" in value:
        kinds = list(dict.fromkeys(_kind(one, definitions) for one in value["anyOf"] if one.get("type") != "null"))
        return "text or list of texts" if kinds == ["text", "list of text"] else " or ".join(kinds)
    if value.get("type") == "array":
        return f"list of {_kind(value['items'], definitions)}" if isinstance(value.get("items"), dict) else "list"
    if value.get("type") == "object":
        inner = value.get("additionalProperties")
        return f"table of {_kind(inner, definitions)}" if isinstance(inner, dict) and inner else "table"
    if value.get("format") == "date":
        return "date"
    return {"string": "text", "boolean": "true or false", "integer": "number", "number": "number"}.get(
        str(value.get("type")), "value"
    )


def _value(value: Any) -> str:
    if value is None or value in ({}, [], ()):
        return "–"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value != "" else "–"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

"""The part of SARIF 2.1.0 that archlint writes, as a JSON schema: stricter than the standard's, it knows nothing else."""

from typing import Any

Schema = dict[str, Any]


def closed(required: str, **properties: Schema) -> Schema:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def many(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least}


TEXT: Schema = {"type": "string", "minLength": 1}
MESSAGE = closed("text", text=TEXT)
NUMBER: Schema = {"type": "integer", "minimum": 0}
POSITION: Schema = {"type": "integer", "minimum": 1}
URI: Schema = {"type": "string", "pattern": r"^(?!/)([A-Za-z0-9\-._~/]|%[0-9A-F]{2})+$"}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}

LOCATION = closed(
    "physicalLocation",
    id=NUMBER,
    message=MESSAGE,
    physicalLocation=closed(
        "artifactLocation",
        artifactLocation=closed("uri uriBaseId", uri=URI, uriBaseId={"const": "SRCROOT"}),
        region=closed("startLine", startLine=POSITION, startColumn=POSITION, byteOffset=NUMBER, byteLength=NUMBER),
    ),
    logicalLocations=many(closed("name kind", name=TEXT, kind=TEXT), 1),
)
RULE = closed(
    "id",
    id=TEXT,
    shortDescription=MESSAGE,
    help=closed("text markdown", text=TEXT, markdown=TEXT),
    properties=closed("tags", tags=many(TEXT, 1)),
)
RESULT = closed(
    "ruleId ruleIndex level message locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex=NUMBER,
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION, 1),
    relatedLocations=many(LOCATION, 1),
    codeFlows=many(
        closed(
            "threadFlows",
            threadFlows=many(closed("locations", locations=many(closed("location", location=LOCATION), 1)), 1),
        ),
        1,
    ),
    partialFingerprints=closed("archlint/v1", **{"archlint/v1": TEXT}),
    suppressions=many(closed("kind justification", kind={"enum": ["inSource", "external"]}, justification=TEXT), 1),
)
NOTIFICATION = closed("level message", level=LEVEL, message=MESSAGE, locations=many(LOCATION, 1))
RUN = closed(
    "tool invocations originalUriBaseIds columnKind results",
    tool=closed(
        "driver", driver=closed("name version rules", name={"const": "archlint"}, version=TEXT, rules=many(RULE))
    ),
    invocations=many(
        closed(
            "executionSuccessful exitCode toolExecutionNotifications",
            executionSuccessful={"type": "boolean"},
            exitCode=NUMBER,
            toolExecutionNotifications=many(NOTIFICATION),
        ),
        1,
    ),
    originalUriBaseIds=closed("SRCROOT", SRCROOT=closed("description", description=MESSAGE)),
    columnKind={"const": "unicodeCodePoints"},
    results=many(RESULT),
)
SARIF = closed("$schema version runs", **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": many(RUN, 1)})

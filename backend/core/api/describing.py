"""What holds of every operation and is therefore described once: refusals, keys, preconditions."""

from __future__ import annotations

from typing import Any

from .once import HEADER, LONGEST
from .problems import MEDIA

PROBLEM = "#/components/schemas/Refusal"
KEY = {
    "in": "header",
    "name": HEADER,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"},
    "description": "Done once: repeated with the same content it is answered as the first time; "
    "with other content it is refused with 422.",
}
MATCH = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
    "description": "The ETag that you read; 412 where it was changed since, 428 where neither this "
    "nor the revision is sent and one is needed.",
}


def operations_describe(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """A hook of drf-spectacular, over the whole description."""
    schemas = result["components"]["schemas"]
    for operations in result["paths"].values():
        for method, operation in operations.items():
            said = {"schema": {"$ref": PROBLEM}}
            operation["responses"]["default"] = {
                "content": {MEDIA: said}, "description": "Refused; nothing was changed."
            }  # fmt: skip
            headers = [KEY] if method == "post" else []
            if "revision" in _sent(operation, schemas):
                headers.append(MATCH)
            if headers:
                operation["parameters"] = [*operation.get("parameters", ()), *headers]
    return result


def _sent(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The properties of the JSON that an operation takes."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    named = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    found: dict[str, Any] = named.get("properties", {})
    return found

"""What the OpenAPI document says besides shapes: headers that calls carry and answers bring, problems, PDFs."""

from typing import Any

from bursar.api.rest.idempotency import HEADER, LONGEST
from bursar.api.rest.problems import CONTENT_TYPE

Json = dict[str, Any]
_TEXT = {"type": "string"}
KEY: Json = {
    "in": "header", "name": HEADER, "required": False,
    "description": "Sent again with the same request, it is answered again and not done again.",
    "schema": {**_TEXT, "minLength": 1, "maxLength": LONGEST},
}  # fmt: skip
IF_MATCH: Json = {
    "in": "header", "name": "If-Match", "required": True, "schema": _TEXT,
    "description": "The ETag of what was read, or * for whatever is there.",
}  # fmt: skip
ETAG: Json = {"ETag": {"schema": _TEXT, "description": "For If-Match, when it is changed."}}
RETRY: Json = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds until it may be asked again."}}
PDF: Json = {
    "description": "The document as it was issued",
    "content": {"application/pdf": {"schema": {**_TEXT, "format": "binary"}}},
}
XML: Json = {
    "description": "The document as XML",
    "content": {"application/xml": {"schema": {**_TEXT, "format": "binary"}}},
}
PUSHED: Json = {
    "required": True,
    "content": {kind: {"schema": {**_TEXT, "format": "binary"}} for kind in ("application/xml", "application/pdf")},
}
EDITED = 428  # told by what is edited only as it was seen


def complete(document: Json) -> Json:
    """The same document, with them."""
    for address in document["paths"].values():
        address.pop("head", None)
        is_edited = any(EDITED in operation["responses"] for operation in address.values())
        for method, operation in address.items():
            _headers(method, operation, is_edited=is_edited)
            for status, answer in operation["responses"].items():
                if status >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {CONTENT_TYPE: answer["content"].pop("application/json")}
    document["paths"]["/api/v1/accounts/{number}/invoices/{uid}/pdf"]["get"]["responses"][200] = PDF
    document["paths"]["/api/v1/accounts/{number}/invoices/{uid}/xml"]["get"]["responses"][200] = XML
    document["paths"]["/api/v1/documents"]["post"]["requestBody"] = PUSHED
    return document


def _headers(method: str, operation: Json, *, is_edited: bool) -> None:
    asked, answers = operation.setdefault("parameters", []), operation["responses"]
    if method == "post":
        asked.append(KEY)
    if EDITED in answers:
        asked.append(IF_MATCH)
    if is_edited and 200 in answers:
        answers[200]["headers"] = ETAG
    for status in (429, 503):
        if status in answers:
            answers[status]["headers"] = RETRY

"""A thin client of the REST API and of AuthZEN: one file's worth, nothing but the standard library.

account = Client("https://billing.example.com", token).account("C-4817-2093")
for invoice in account.each("invoices", tab="open"): …
account.post("billing/administrators", {"email": …, "level": "viewer", …})
group = account.get("groups/abc")
account.put("groups/abc", {"name": "Finance"}, seen=group)
"""

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Headers = dict[str, str]
# Method, address, headers, body; answers status, headers (names in lower case) and body.
Send = Callable[[str, str, Headers, bytes | None], tuple[int, Mapping[str, str], bytes]]
AGAIN = (502, 503, 504)  # nothing was done, or it is not known: the same key makes asking again safe
TRIES = 3
SECONDS = 30


class ProblemError(Exception):
    """A refusal: `code` is stable, `errors` name the members concerned (RFC 9457)."""

    def __init__(self, status: int, code: str, detail: str, errors: list[dict[str, str]]) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code, self.detail, self.errors = status, code, detail, errors


class Answer(dict[str, Any]):
    """What was answered, with the ETag by which it can be edited."""

    etag: str = ""


def over_http(method: str, address: str, headers: Headers, body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
    """Send by urllib; an answer that refuses is an answer."""
    request = urllib.request.Request(address, data=body, headers=headers, method=method)  # noqa: S310  # the site's own
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            return response.status, _lower(response.headers), response.read()
    except urllib.error.HTTPError as error:
        return error.code, _lower(error.headers), error.read()


@dataclass(frozen=True)
class Client:
    """A program's way to the site. `below` is put in front of every path."""

    base: str
    token: str
    below: str = "/api/v1"
    send: Send = field(default=over_http, repr=False)

    def account(self, number: str) -> "Client":
        """The same below an account."""
        return Client(self.base, self.token, f"/api/v1/accounts/{number}", self.send)

    def get(self, path: str = "", **query: Any) -> Answer:
        """Read something. Raises ProblemError."""
        wanted = {name: value for name, value in query.items() if value is not None}
        return self._call("GET", f"{path}?{urlencode(wanted)}" if wanted else path)

    def each(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, however many pages it has."""
        after = None
        while True:
            page = self.get(path, **query, after=after)
            yield from page["items"]
            after = page.get("next")
            if after is None:
                return

    def post(self, path: str, body: Any = None, *, key: str = "") -> Answer:
        """Do something, once: sent again under the same key where it is not known whether it was done."""
        return self._call("POST", path, body, {"Idempotency-Key": key or str(uuid.uuid4())})

    def put(self, path: str, body: Any, *, seen: Answer | None = None) -> Answer:
        """Change what was `seen`; refused (412) when somebody changed it since."""
        return self._call("PUT", path, body, {"If-Match": seen.etag} if seen else {})

    def delete(self, path: str, *, seen: Answer | None = None) -> None:
        """End what was `seen`."""
        self._call("DELETE", path, None, {"If-Match": seen.etag} if seen else {})

    def may(self, person: str, action: str, resource: str, id: str) -> bool:
        """Whether a person (by e-mail address) may do something with a resource of this type and id (AuthZEN)."""
        asked = {
            "subject": {"type": "person", "id": person},
            "action": {"name": action},
            "resource": {"type": resource, "id": id},
        }
        here = Client(self.base, self.token, "/access/v1", self.send)
        return bool(here._call("POST", "evaluation", asked)["decision"])

    def _call(self, method: str, path: str, body: Any = None, more: Headers | None = None) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(more or {})}
        address = f"{self.base}{self.below}/{path}".rstrip("/")
        sent = None if body is None else json.dumps(body).encode()
        for _ in range(TRIES):
            status, told, content = self.send(method, address, headers, sent)
            if status not in AGAIN:
                break
        if status >= 400:
            raise _problem(status, content)
        answer = Answer(json.loads(content) if content else {})
        answer.etag = told.get("etag", "")
        return answer


def _problem(status: int, content: bytes) -> ProblemError:
    try:
        told = json.loads(content)
    except ValueError:
        told = {"detail": content.decode(errors="replace").strip()}
    return ProblemError(status, told.get("code", ""), told.get("detail", ""), told.get("errors", []))


def _lower(headers: Any) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}

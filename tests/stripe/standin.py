"""Our own stand-in, before localstripe on the loopback, for what that lacks: Checkout, idempotency, lost answers.

All else is passed on to it, without the parameters that it does not know; `sent` tells what had come with them.
"""

import json
import secrets
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from tests.stripe.checkout import Checkout

# What the real Stripe takes and localstripe refuses as unexpected.
UNKNOWN_TO_LOCALSTRIPE = ("description", "allowed_payment_method_types", "off_session")
Answer = tuple[int, dict[str, Any]]


class StandIn:
    """The server. `address` is what Bursar takes for Stripe."""

    def __init__(self, local: str) -> None:
        self.local = local
        self.sent: list[tuple[str, str, dict[str, str], str]] = []  # method, path, parameters, idempotency key
        self.answered: dict[str, tuple[dict[str, str], Answer]] = {}
        self.lost: dict[str, int] = defaultdict(
            int
        )  # by how they end, as in "POST /v1/refunds": how many answers get lost on the way
        self.unheard: dict[str, int] = defaultdict(int)  # likewise: how many requests get lost
        self.is_down = False
        self.objects: dict[str, dict[str, Any]] = {}  # by path: what is ours and not localstripe's
        self.checkout = Checkout(self)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()  # it stops within 20 ms

    def stop(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()

    def ask(self, method: str, path: str, parameters: dict[str, str] | None = None) -> Answer:
        """What localstripe answers, and what is ours to answer."""
        if method == "GET" and path in self.objects:
            return 200, self.objects[path]
        known = {k: v for k, v in (parameters or {}).items() if k.partition("[")[0] not in UNKNOWN_TO_LOCALSTRIPE}
        where = {"params": known} if method == "GET" else {"data": known}
        got = requests.request(method, self.local + path, auth=("sk_test_12345", ""), timeout=10, **where)
        return got.status_code, got.json()

    def answer(self, method: str, path: str, parameters: dict[str, str], key: str) -> Answer:
        """The same answer for the same idempotency key; another request under it is refused, as by Stripe."""
        self.sent.append((method, path, parameters, key))
        if key in self.answered:
            before, answer = self.answered[key]
            return answer if before == parameters else (400, _error("idempotency_error", "idempotency_key_reused"))
        mine = self.checkout.answer(method, path, parameters)
        answer = mine or self.ask(method, path, parameters)
        if key:
            self.answered[key] = parameters, answer
        return answer

    def made(self, path: str) -> list[dict[str, str]]:
        """The parameters of each POST to a path."""
        return [parameters for method, where, parameters, _key in self.sent if (method, where) == ("POST", path)]

    def keys(self) -> set[str]:
        """Our keys in what was sent here: localstripe's books are those of all tests."""
        return {sent["metadata[bursar_key]"] for _m, _p, sent, _k in self.sent if "metadata[bursar_key]" in sent}

    def is_among(self, lost: dict[str, int], request: str) -> bool:
        """Whether this request or answer is one of those that get lost."""
        end = next((end for end, left in lost.items() if left and request.endswith(end)), "")
        if end:
            lost[end] -= 1
        return bool(end)

    def _handler(standin) -> type[BaseHTTPRequestHandler]:  # noqa: N805 — `self` is the request's
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one packet: otherwise each answer waits 40 ms for an acknowledgement

            def do_GET(self) -> None:
                address = urlsplit(self.path)
                self._answer("GET", address.path, dict(parse_qsl(address.query)))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                self._answer("POST", self.path, dict(parse_qsl(body)))

            def _answer(self, method: str, path: str, parameters: dict[str, str]) -> None:
                if standin.is_among(standin.unheard, f"{method} {path}"):
                    self.close_connection = True
                    return
                if standin.is_down:
                    status, body = 503, _error("api_error", "down")
                else:
                    key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
                    status, body = standin.answer(method, path, parameters, key)
                if standin.is_among(standin.lost, f"{method} {path}"):
                    self.close_connection = True
                    return
                written = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(written)))
                self.send_header("Stripe-Should-Retry", "false")
                self.send_header("Request-Id", f"req_{secrets.token_hex(4)}")
                self.end_headers()
                self.wfile.write(written)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        return Handler


def _error(kind: str, code: str) -> dict[str, Any]:
    return {"error": {"type": kind, "code": code, "message": code}}

"""Checkout, which localstripe lacks: sessions of Stripe's pages, and what a payer does there, paid at localstripe."""

import secrets
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.stripe.standin import StandIn

VISA, AUTHENTICATES, DECLINED = "4242424242424242", "4000002500003155", "4000000000000341"
IBAN, BAD_IBAN = "DE89370400440532013000", "DE62370400440532013001"
SESSIONS = "/v1/checkout/sessions"


class Checkout:
    """The sessions, by their name."""

    def __init__(self, standin: "StandIn") -> None:
        self.standin = standin
        self.sessions: dict[str, dict[str, Any]] = {}

    def answer(self, method: str, path: str, parameters: dict[str, str]) -> tuple[int, dict[str, Any]] | None:
        """What is about sessions; None for all else."""
        if not path.startswith(SESSIONS):
            return None
        name, _slash, act = path.removeprefix(SESSIONS).strip("/").partition("/")
        if method == "POST" and not name:
            amount = parameters.get("line_items[0][price_data][unit_amount]", "50")
            if int(amount) < 50:  # the real Stripe's least, in cents
                return 400, {"error": {"type": "invalid_request_error", "code": "amount_too_small"}}
            return 200, self._open(parameters)
        session = self.sessions.get(name)
        if session is None:
            return 404, {"error": {"type": "invalid_request_error", "code": "resource_missing"}}
        if act == "expire":
            if session["status"] != "open":
                return 400, {"error": {"type": "invalid_request_error", "message": "not open"}}
            session.update(status="expired", url=None)
        return 200, self._expanded(session, [value for key, value in parameters.items() if key.startswith("expand")])

    def pay(self, url: str, card: str = VISA, iban: str = "") -> dict[str, Any]:
        """The payer types a card or an IBAN at the page for paying; a refused card leaves the page open."""
        session = self._at(url)
        method, customer = self._typed(card, iban)
        sent = {k.removeprefix("payment_intent_data"): v for k, v in session["_sent"].items()}
        metadata = {f"metadata{k.removeprefix('[metadata]')}": v for k, v in sent.items() if k.startswith("[metadata]")}
        price = "line_items[0][price_data]"
        asked = {"amount": sent[f"{price}[unit_amount]"], "currency": sent[f"{price}[currency]"], "customer": customer}
        _status, intent = self.standin.ask("POST", "/v1/payment_intents", asked | {"payment_method": method} | metadata)
        status, _told = self.standin.ask("POST", f"/v1/payment_intents/{intent['id']}/confirm", {})
        session["payment_intent"] = intent["id"]
        if status == 200:
            session.update(status="complete", url=None, payment_status="unpaid" if iban else "paid")
        return session

    def add(self, url: str, card: str = VISA, iban: str = "") -> dict[str, Any]:
        """The payer types a card or an IBAN at the page for adding one."""
        session = self._at(url)
        method, _customer = self._typed(card, iban)
        _status, intent = self.standin.ask("POST", "/v1/setup_intents", {"usage": "off_session"})
        confirm = f"/v1/setup_intents/{intent['id']}/confirm"
        self.standin.ask("POST", confirm, {"payment_method": method})
        self.standin.ask("POST", confirm)  # the bank's own page, where one is asked for
        session.update(status="complete", url=None, setup_intent=intent["id"])
        return session

    def _typed(self, card: str, iban: str) -> tuple[str, str]:
        of_card = {"type": "card", "card[number]": card, "card[exp_month]": "12", "card[exp_year]": "2039"}
        typed = {"type": "sepa_debit", "sepa_debit[iban]": iban} if iban else {**of_card, "card[cvc]": "123"}
        method = self.standin.ask("POST", "/v1/payment_methods", typed)[1]["id"]
        customer = self.standin.ask("POST", "/v1/customers", {"name": "Sam"})[1]["id"]
        self.standin.ask("POST", f"/v1/payment_methods/{method}/attach", {"customer": customer})
        return method, customer

    def _open(self, parameters: dict[str, str]) -> dict[str, Any]:
        assert 1800 <= int(parameters["expires_at"]) - time.time() <= 86400  # otherwise Stripe refuses
        name = f"cs_test_{secrets.token_hex(12)}"
        session = {
            "id": name, "object": "checkout.session", "mode": parameters["mode"], "status": "open",
            "payment_status": "no_payment_required" if parameters["mode"] == "setup" else "unpaid",
            "url": f"https://checkout.stripe.com/c/pay/{name}", "payment_intent": None, "setup_intent": None,
            "metadata": {k[9:-1]: v for k, v in parameters.items() if k.startswith("metadata[")}, "_sent": parameters,
        }  # fmt: skip
        self.sessions[name] = session
        return session

    def _at(self, url: str) -> dict[str, Any]:
        return next(session for session in self.sessions.values() if session["url"] == url)

    def _expanded(self, session: dict[str, Any], expand: list[str]) -> dict[str, Any]:
        shown = {k: v for k, v in session.items() if k != "_sent"}
        if "payment_intent" in expand and session["payment_intent"]:
            shown["payment_intent"] = self.standin.ask("GET", f"/v1/payment_intents/{session['payment_intent']}")[1]
        if expand and session["setup_intent"]:
            intent = self.standin.ask("GET", f"/v1/setup_intents/{session['setup_intent']}")[1]
            method = self.standin.ask("GET", f"/v1/payment_methods/{intent['payment_method']}")[1]
            shown["setup_intent"] = {**intent, "payment_method": method}
        return shown

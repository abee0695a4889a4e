"""Bank statements (ISO 20022: camt.053, camt.054) as rows of incoming payments: what was booked to our credit. Pure."""

from collections.abc import Iterator
from typing import Any

from bursar.invoices.formats.nodes import Node, parsed
from bursar.invoices.intake.problems import Place

_SPACE = "urn:iso:std:iso:20022:tech:xsd:camt."
_STATEMENTS = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn")
_BOOKED, _CREDIT = "BOOK", "CRDT"
_LONGEST = {"source": 40, "reference": 80, "text": 300, "payer": 120}
Row = tuple[Place, dict[str, Any]]


def rows(content: bytes) -> tuple[list[Row], int]:
    """The incoming payments of a file, and how many entries were left out: money that went, what is not booked yet, and
    reversals. Raises UnreadableError, and ValueError for XML that is no such statement.

    The bank's own reference of a transaction names it, so that the same one told in a notification and again in the
    statement of the day is taken in once. A booking of several transactions is told by each of them.
    """
    root = parsed(content)
    space = str(root.tag).partition("}")[0].lstrip("{")
    if not space.startswith((f"{_SPACE}053.", f"{_SPACE}054.")):
        raise ValueError("camt.053, camt.054")
    found, left_out = [], 0
    for path in _STATEMENTS:
        for statement in Node(root, {"": space}).all(path):
            for number, entry in enumerate(statement.all("Ntry"), start=1):
                if _is_income(entry):
                    found += list(_payments(statement, entry, number))
                else:
                    left_out += 1
    return found, left_out


def _is_income(entry: Node) -> bool:
    is_booked = (entry.text("Sts/Cd") or entry.text("Sts")) == _BOOKED
    return is_booked and entry.text("CdtDbtInd") == _CREDIT and entry.text("RvslInd") not in ("true", "1")


def _payments(statement: Node, entry: Node, number: int) -> Iterator[Row]:
    """Each transaction that says how much it is; otherwise the booking as a whole."""
    told = entry.all("NtryDtls/TxDtls")
    amounts = [_amount(each) for each in told]
    whole = entry.one("Amt")
    if len(told) == 1 or not all(amounts):
        told, amounts = (told if len(told) == 1 else [Node(None, entry.names)]), [whole]
    account = statement.text("Acct/Id/IBAN") or statement.text("Acct/Id/Othr/Id")
    day = (entry.text("BookgDt/Dt") or entry.text("BookgDt/DtTm") or entry.text("ValDt/Dt"))[:10]
    for position, (each, amount) in enumerate(zip(told, amounts, strict=True), start=1):
        said = {
            "source": account or "bank",
            "reference": _reference(statement, entry, number, each, position if len(told) > 1 else 0),
            "received_on": day,
            "amount": amount.text(),
            "currency": amount.attribute("Ccy"),
            "text": _text(each, entry),
            "payer": each.text("RltdPties/Dbtr/Nm") or each.text("RltdPties/Dbtr/Pty/Nm"),
        }
        cut = {name: " ".join(value.split())[: _LONGEST.get(name, 40)] for name, value in said.items()}
        yield Place(pointer=entry.place()), {name: value for name, value in cut.items() if value}


def _amount(transaction: Node) -> Node:
    return transaction.one("Amt") or transaction.one("AmtDtls/TxAmt/Amt")


def _reference(statement: Node, entry: Node, number: int, transaction: Node, position: int) -> str:
    own = transaction.text("Refs/AcctSvcrRef")
    shared = entry.text("AcctSvcrRef") or entry.text("NtryRef") or f"{statement.text('Id')}/{number}"
    return own or (f"{shared}/{position}" if position else shared)


def _text(transaction: Node, entry: Node) -> str:
    """The structured references first: they are what counts where there is one."""
    told = transaction.texts("RmtInf/Strd/CdtrRefInf/Ref") + transaction.texts("RmtInf/Ustrd")
    end_to_end = transaction.text("Refs/EndToEndId")
    told += [end_to_end] if end_to_end not in ("", "NOTPROVIDED") else []
    return " ".join(told) or entry.text("AddtlNtryInf")

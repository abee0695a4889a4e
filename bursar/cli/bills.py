"""`invoice import`: take in files, or say everything that is wrong with them; and documents that wait."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bursar.access.actor import Actor
from bursar.accounts.steps import operator_named
from bursar.cli.naming import account_numbered
from bursar.cli.output import say, show
from bursar.cli.progress import Bar
from bursar.cli.reporting import report
from bursar.core.errors import NotKnown, Refused
from bursar.invoices import commands, queries
from bursar.invoices.importing import import_documents
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.receiving import LARGEST, Reception, assign, receive_document

_STEPS = {"reading": "Reading", "staging": "Staging", "publishing": "Publishing"}
_OF_STANDARDS = (".xml", ".pdf")


def take_in(args: Namespace) -> int:
    """Exit code 0 when all were taken in, 2 when a file was refused: nothing of that one is kept then.

    Raises ValueError for a pipe or a device: it may never end, and a file is looked at before it is read.
    """
    actor, account = operator_named(args.operator), account_numbered(args.account) if args.account else None
    files = [file for name in args.files for file in _files(Path(name))]
    if len(files) == 1 and not _is_of_a_standard(files[0]):
        return _take_in_table(args, actor, files[0])
    rows = [_receive(actor, file, account, args) for file in files]
    show(rows, as_json=args.json)
    return 2 if any(row["result"] == "refused" for row in rows) else 0


def waiting(args: Namespace) -> None:
    """What waits, oldest first."""
    rows = [
        {
            "uid": row.uid,
            "number": row.number,
            "seller": row.seller,
            "buyer": row.buyer,
            "why": row.reason,
            "received": row.received_at.isoformat(),
            "file": row.file_name,
        }
        for row in queries.waiting_documents()
    ]
    show(rows, as_json=args.json)


def assign_waiting(args: Namespace) -> int:
    """Take it in for an account, and say by what its bills are known from now on if that is asked for."""
    actor, account = operator_named(args.operator), account_numbered(args.account)
    try:
        reception = assign(actor, uid=args.uid, account=account, tell=not args.no_mail)
    except NotKnown:
        raise Refused("document_unknown", f"no document {args.uid} waits") from None
    except FileRefused as refused:
        return report(refused, as_json=args.json)
    show([_received(args.uid, reception)], as_json=args.json)
    return 0


def dismiss(args: Namespace) -> None:
    """It is for nobody here."""
    try:
        row = commands.dismiss_waiting(operator_named(args.operator), uid=args.uid, reason=args.reason)
    except NotKnown:
        raise Refused("document_unknown", f"no document {args.uid} waits") from None
    say(f"Dismissed: {row.number} of {row.seller}")


def _take_in_table(args: Namespace, actor: Actor, file: Path) -> int:
    bar = Bar(_STEPS)
    try:
        with file.open("rb") as content:
            taken = import_documents(
                actor,
                content=content,
                file_name=file.name,
                folder=file.parent,
                tell=not args.no_mail,
                progress=bar.show,
            )
    except FileRefused as refused:
        bar.end()
        return report(refused, as_json=args.json)
    bar.end()
    show([asdict(taken)], as_json=args.json)
    return 0


def _receive(actor: Actor, file: Path, account: Any, args: Namespace) -> dict[str, Any]:
    """One of several files, each a document; a table among them is taken in by itself."""
    if not _is_of_a_standard(file):
        raise Refused("one_table", f"{file.name} is a table: give it by itself")
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    try:
        return _received(
            file.name,
            receive_document(actor, content=content, file_name=file.name, account=account, tell=not args.no_mail),
        )
    except FileRefused as refused:
        told = "; ".join(f"{problem.code} {problem}" for problem in refused.problems)
        problems = [problem.as_json() for problem in refused.problems]
        return _row(file.name, "refused", why=problems if args.json else told)
    except commands.NumberTaken as taken:
        rows = [asdict(each) for each in taken.differences]
        beside = "; ".join(f"{row['field']}: {row['first']} ≠ {row['second']}" for row in rows)
        why = {"code": taken.code, "first": taken.there.uid, "differences": rows}
        return _row(file.name, "refused", uid=taken.there.uid, why=why if args.json else f"{taken} {beside}".strip())
    except Refused as refusal:
        return _row(file.name, "refused", why=str(refusal))


def _received(name: str, reception: Reception) -> dict[str, Any]:
    document, row = reception.document, reception.waiting
    if row is not None:
        return _row(name, reception.standing, number=row.number, uid=row.uid, why=row.reason)
    if document is None:
        raise ValueError("a reception is a document or one that waits")
    result = "taken in" if reception.is_new else "unchanged"
    return _row(name, result, number=document.number, uid=document.uid, account=document.account.number)


def _row(
    file: str, result: str, *, number: str = "", uid: str = "", account: str = "", why: Any = ""
) -> dict[str, Any]:
    return {"file": file, "result": result, "number": number, "uid": uid, "account": account, "why": why}


def _is_of_a_standard(file: Path) -> bool:
    return file.suffix.lower() in _OF_STANDARDS


def _files(path: Path) -> list[Path]:
    """The file, or those of a folder that are of a standard, by name."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.is_file() and _is_of_a_standard(file))
        if not found:
            raise ValueError(f"{path} is a folder without .xml and .pdf files")
        return found
    if path.exists() and not path.is_file():
        raise ValueError(f"{path} is a pipe or a device: give a file")
    return [path]

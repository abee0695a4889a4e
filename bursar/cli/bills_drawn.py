"""`invoice without-xml`: PDFs that we drew and could not make electronic invoices, and why."""

from argparse import Namespace

from bursar.cli.output import show
from bursar.invoices import queries


def without_xml(args: Namespace) -> None:
    """Each with the rules that its XML would break."""
    rows = [
        {
            "number": file.document.number,
            "issuer": file.document.issuer.key,
            "account": file.document.account.number,
            "rules": ", ".join(dict.fromkeys(str(each["rule"]) for each in file.without_xml or ())),
            "why": " ".join(dict.fromkeys(str(each["text"]) for each in file.without_xml or ())),
        }
        for file in queries.files_without_xml(args.most)
    ]
    for row in rows if not args.json else []:
        del row["why"]  # sentences of the standard, too long for a table
    show(rows, as_json=args.json)

"""The words of `bursar` about bills: taking them in, those that wait, and what accounts are known by on them."""

from argparse import ArgumentParser

from bursar.cli.grammar import Commands, add, by_operator, group, positive


def add_bills(commands: Commands) -> None:
    """`invoice` and `identifier`."""
    _invoices(commands)
    _identifiers(commands)


def _invoices(commands: Commands) -> None:
    invoice = group(commands, "invoice", "Invoices and credit notes.")
    text = "Take in files: a table whole or not at all, documents of a standard each by itself."
    take_in = add(invoice, "import", "bills:take_in", text, json=True)
    take_in.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a .csv or .json table; or .xml (UBL, CII) and .pdf (Factur-X), folders too",
    )
    take_in.add_argument(
        "--account", default="", metavar="NUMBER", help="for whom documents of a standard are (what they say)"
    )
    _mails(take_in)
    by_operator(take_in)
    add(invoice, "waiting", "bills:waiting", "List documents whose account is not known.", json=True)
    text = "List PDFs of ours that are no electronic invoices, with the rules that their XML would break; newest first."
    plain = add(invoice, "without-xml", "bills_drawn:without_xml", text, json=True)
    plain.add_argument("--most", type=positive, default=100, help="how many (100)")
    assign = add(invoice, "assign", "bills:assign_waiting", "Say for which account a waiting document is.", json=True)
    assign.add_argument("uid", help="as listed")
    assign.add_argument("--account", required=True, metavar="NUMBER", help="the account's number")
    _mails(assign)
    by_operator(assign)
    dismiss = add(invoice, "dismiss", "bills:dismiss", "Say that a waiting document is for nobody here.")
    dismiss.add_argument("uid", help="as listed")
    dismiss.add_argument("--reason", required=True)
    by_operator(dismiss)


def _identifiers(commands: Commands) -> None:
    identifier = group(commands, "identifier", "What accounts are known by on invoices.")
    for name, text in (
        ("add", "Documents that name their buyer so are for this account."),
        ("remove", "Documents that name their buyer so are no longer for this account."),
    ):
        parser = add(identifier, name, f"identifiers:{name}", text)
        parser.add_argument("account", help="the account's number")
        parser.add_argument(
            "scheme", help="vat_number, siren, siret, buyer_reference, customer_number, or icd: and a code of ISO 6523"
        )
        parser.add_argument("value", help="as documents say it")
        by_operator(parser)
    listed = add(identifier, "list", "identifiers:list_identifiers", "List them.", json=True)
    listed.add_argument("account", help="the account's number")


def _mails(parser: ArgumentParser) -> None:
    parser.add_argument("--no-mail", action="store_true", help="do not write to the recipients: for loading history")

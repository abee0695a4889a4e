"""A file becomes invoices: read it, take it in by one command, then render PDFs by as many commands as it needs."""

from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.core.errors import Conflict
from bursar.invoices import commands, pdf
from bursar.invoices.intake.reading import read


def import_documents(
    actor: Actor, *, content: bytes, file_name: str, folder: Path | None = None, tell: bool = True
) -> commands.Taken:
    """Take in the invoices and credit notes of a CSV or JSON file: all of them or none.

    Raises FileRefused with every problem of the file. `folder` is where PDFs that it names lie; `tell` writes to the
    recipients. Reading and rendering happen outside the transaction: it holds SQLite's only writer.
    """
    batch = read(content, file_name, folder)
    try:
        taken = commands.take_in(actor, batch=batch, tell=tell)
    except IntegrityError as error:  # another import took one of the numbers between our look and our write
        raise Conflict("changed_in_between", _("Another import is running. Start this one again.")) from error
    rendered = 0
    while missing := pdf.render_missing():
        rendered += commands.store_rendered(actor, rendered=missing)
    return commands.Taken(**{**taken.__dict__, "rendered": rendered})

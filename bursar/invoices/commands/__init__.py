"""Use cases of the invoices room: take in a file, at once or staged; store the PDFs that we render."""

from bursar.invoices.commands.adjusting import adjust
from bursar.invoices.commands.identifiers import add_identifier, remove_identifier
from bursar.invoices.commands.received import NumberTaken, assign_waiting, dismiss_waiting, let_wait, take_in_bill
from bursar.invoices.commands.rendered import store_rendered
from bursar.invoices.commands.staged import begin_import, publish_import, refuse_file, stage
from bursar.invoices.commands.taking_in import take_in

__all__ = [
    "NumberTaken",
    "add_identifier",
    "adjust",
    "assign_waiting",
    "begin_import",
    "dismiss_waiting",
    "let_wait",
    "publish_import",
    "refuse_file",
    "remove_identifier",
    "stage",
    "store_rendered",
    "take_in",
    "take_in_bill",
]

"""Use cases of the invoices room: take in a file, at once or staged; store the PDFs that we render."""

from bursar.invoices.commands.rendered import store_rendered
from bursar.invoices.commands.staged import begin_import, publish_import, refuse_file, stage
from bursar.invoices.commands.taking_in import take_in

__all__ = ["begin_import", "publish_import", "refuse_file", "stage", "store_rendered", "take_in"]

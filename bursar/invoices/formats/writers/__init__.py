"""Bills written as XML: UN/CEFACT CII in the EN 16931 profile of Factur-X, and UBL 2.1. The same bill, the same bytes.

Both are written as the standard's own profile, whatever profile the bill came in: what it does not know is left out.
Of files inside a bill only name and place are known, so that they stay with the document that was received. A bill made
of our own files may lack what the standard wants: `invoices.completing.complete` adds what follows from it.
"""

from bursar.invoices.formats.writers.cii import cii
from bursar.invoices.formats.writers.ubl import ubl

__all__ = ["cii", "ubl"]

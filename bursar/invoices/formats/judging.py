"""Whether what we wrote breaks rules of the standard that are a reason to refuse it. Pure."""

from bursar.invoices.formats.findings import Finding
from bursar.invoices.formats.nodes import parsed
from bursar.invoices.formats.profiles import recognised
from bursar.invoices.formats.validating import check


def broken(content: bytes) -> list[Finding]:
    """What a document breaks, one finding for each rule; none for a good one."""
    root = parsed(content)
    found = {finding.rule: finding for finding in check(root, recognised(root)) if finding.is_fatal}
    return list(found.values())

"""What Factur-X's own rules say of a profile, in our words: what stands where, how often, with which values."""

import re

from django.utils.translation import gettext_lazy as _l

_SAID = (
    (r"must occur exactly (1) times", _l("%(name)s must stand here once.")),
    (r"may occur at maximum (\d+) times", _l("%(name)s stands here too often; %(count)s at most.")),
    (r"must occur at least (1) times", _l("%(name)s must stand here at least once.")),
    (r"marked as not used()", _l("%(name)s has no place here in this profile.")),
    (r"is required in this context()", _l("%(name)s is missing here.")),
    (r"is not allowed()", _l("The value of %(name)s is none that is allowed here.")),
)
_NAME = re.compile(r"'(?:\w+:)?(@?\w+)|(@\w+)")


def of_profile(text: str) -> str:
    """A sentence of Factur-X's rules; empty for another text."""
    name = _NAME.search(text)
    for pattern, said in _SAID:
        found = re.search(pattern, text)
        if found and name:
            return str(said) % {"name": name[1] or name[2], "count": found[1]}
    return ""

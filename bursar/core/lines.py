"""What is one line of text and nothing else: a name, whoever writes it down; and text that a terminal only shows."""

import re
import unicodedata

# What breaks lines, turns writing round or leads to a page would speak in our mails.
NO_NAME = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|://"
_NO_NAME = re.compile(NO_NAME)
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # not tabs, not ends of lines


def is_name(text: str) -> bool:
    """Whether somebody or something can be called that."""
    return _NO_NAME.search(text) is None


def is_seen(text: str) -> bool:
    """Whether all of it can be seen: two that look alike are then the same."""
    return not any(unicodedata.category(c) in _UNSEEN for c in text)


def visible(text: str) -> str:
    """The text with what would steer a terminal, or turn writing round, written out as JSON
    does: `\\u001b`. Lines stay lines."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

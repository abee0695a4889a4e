"""What is one line of text and nothing else: a name, whoever writes it down."""

import re

# What breaks lines, turns writing round or leads to a page would speak in our mails.
NO_NAME = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|://"
_NO_NAME = re.compile(NO_NAME)


def is_name(text: str) -> bool:
    """Whether somebody or something can be called that."""
    return _NO_NAME.search(text) is None

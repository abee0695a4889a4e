"""Small things that a bill is made of: notes, periods, references, attachments. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Note:
    """A note (BG-1): its text (BT-22) and what it is about, a code of UNTDID 4451 (BT-21)."""

    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """An invoicing period (BG-14, BG-26): its first day and its last, either of which may be missing."""

    start_on: date | None = None
    end_on: date | None = None


@dataclass(frozen=True, slots=True)
class Preceding:
    """An earlier invoice that is credited or corrected (BG-3): number (BT-25) and date of issue (BT-26)."""

    number: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An identifier with the scheme it is taken from, a code of UNTDID 1153 (BT-18, BT-128)."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A supporting document (BG-24): name, description, and an address of it or the file itself.

    The file's bytes stay in the XML as it was received; here are its name, its media type and how many they are.
    """

    reference: str
    description: str = ""
    url: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of what is sold (BG-32), such as colour and blue."""

    name: str
    value: str

"""What a token may be used for: rights of the person behind it, and services that no person's right stands for."""

from enum import StrEnum

from bursar.access.permissions import Permission


class Service(StrEnum):
    """What a token may do that is no right of a person in an account."""

    EVALUATE = "access:evaluate"  # ask whether somebody may
    SEARCH = "access:search"  # ask who may, where, and what
    REQUEST = "access:request"  # ask for access in one's person's name


PERSONAL: tuple[str, ...] = (*Permission, *Service)
INSTALLATION: tuple[str, ...] = (Service.EVALUATE, Service.SEARCH)

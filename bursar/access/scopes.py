"""What a token may be used for: rights of the person behind it, and services that no person's right stands for."""

from enum import StrEnum

from bursar.access.permissions import Permission


class Service(StrEnum):
    """What a token may do that is no right of a person in an account."""

    EVALUATE = "access:evaluate"  # ask whether somebody may
    SEARCH = "access:search"  # ask who may, where, and what
    REQUEST = "access:request"  # ask for access in one's person's name
    TAKE_IN = "invoice:take_in"  # push invoices and credit notes, and say for whom those that wait are
    READ_DETAILS = "billing_details:read"  # read whom invoices are made out to


PERSONS = (Service.EVALUATE, Service.SEARCH, Service.REQUEST)  # those that a person's token may have
PERSONAL: tuple[str, ...] = (*Permission, *PERSONS)
INSTALLATION: tuple[str, ...] = (Service.EVALUATE, Service.SEARCH, Service.TAKE_IN, Service.READ_DETAILS)

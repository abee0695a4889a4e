"""A file of incoming payments, from its bytes to the ledger."""

from dataclasses import replace

from bursar.access.actor import Actor
from bursar.invoices.commands import refuse_file
from bursar.payments import commands, incoming_file


def take_in_file(actor: Actor, *, content: bytes, name: str) -> commands.TakenMoney:
    """Take in all of a file, or nothing. Raises FileRefused with every problem of it."""
    reading = incoming_file.read(content, name)
    if reading.problems:
        refuse_file(actor, problems=reading.problems)
    return replace(commands.take_in_payments(actor, told=reading.told), left_out=reading.left_out)

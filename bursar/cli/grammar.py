"""What the words of `bursar` are made of: a command, a group of them, and the kinds of their arguments."""

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction
from datetime import datetime
from typing import TypeAlias

from bursar.core.moments import Moment

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def add(commands: "Commands", name: str, handler: str, text: str, *, json: bool = False) -> ArgumentParser:
    """A command: its handler as `module:function` of `bursar.cli`, and what it says of itself."""
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    parser.set_defaults(handler=f"bursar.cli.{handler}", as_owner=False)
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


def group(commands: "Commands", name: str, text: str) -> "Commands":
    """A group of commands."""
    parser = commands.add_parser(name, help=text, description=text)
    return parser.add_subparsers(title="commands", required=True, metavar="COMMAND")


def by_operator(parser: ArgumentParser) -> None:
    """What is recorded says who did it."""
    parser.add_argument("--operator", required=True, metavar="NAME", help="who you are: it is recorded")


def port(text: str) -> int:
    """A TCP port."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"not a port: {text}")
    return int(text)


def moment(text: str) -> Moment:
    """A day, or a day with a time, without a zone."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo or not 1990 <= read.year < 2200:
        raise ArgumentTypeError(f"not a day, nor a day with a time: {text}")
    return Moment(read.date(), read.time() if "T" in text else None)


def positive(text: str) -> int:
    """A whole number above zero."""
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"not a whole number above zero: {text}")
    return int(text)

"""A bill as JSON, and back: empty fields are left out; decimals are text, so that what was written is what is read."""

from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from bursar.invoices.semantic.bill import Bill

T = TypeVar("T")


def dump(bill: Bill) -> dict[str, Any]:
    """The bill as JSON."""
    told: dict[str, Any] = _dumped(bill)
    return told


def load(stored: dict[str, Any]) -> Bill:
    """The bill that was stored. Raises ValueError, KeyError or TypeError for what `dump` did not make."""
    return _object(Bill, stored)


def _dumped(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _dumped(v) for f in fields(value) if (v := getattr(value, f.name)) != _empty(f)}
    if isinstance(value, tuple):
        return [_dumped(each) for each in value]
    return str(value) if isinstance(value, Decimal | date) else value


def _empty(field: Any) -> Any:
    """What a field is when it is left out; nothing equals MISSING."""
    return field.default if field.default is not MISSING else MISSING


def _object(kind: type[T], stored: dict[str, Any]) -> T:
    hints = _hints(kind)  # type: ignore[arg-type]  # typeshed: a class is hashable
    return kind(**{name: _value(hints[name], value) for name, value in stored.items()})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, stored: Any) -> Any:
    if stored is None:
        return None
    if isinstance(hint, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in stored)
    if hint is Decimal:
        return Decimal(stored)
    if hint is date:
        return date.fromisoformat(stored)
    return _object(hint, stored) if is_dataclass(hint) and isinstance(hint, type) else stored

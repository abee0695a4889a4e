"""The demo's bills on whichever day it is made: thirty, none of tomorrow, some overdue, two to be paid later."""

from datetime import date, timedelta

from bursar.demo.bills import bills
from bursar.demo.cast import LUMIERE

DAYS = [date(2027, 12, 25) + timedelta(days=number) for number in range(380)]  # a leap year and both its ends


def unlike(today: date) -> list[str]:
    """What is not as promised on a day."""
    made = bills(LUMIERE, today)
    left = [date.fromisoformat(bill.fields["due_on"]) for bill in made if bill.fate in {"part", "open"}]
    promised = {
        "thirty documents": len(made) == 30,
        "numbers of their own": len({bill.number for bill in made}) == 30,
        "none of tomorrow": max(bill.issued_on for bill in made) <= today,
        "four credit notes": [bill.fields["kind"] for bill in made].count("credit_note") == 4,
        "one paid in part": [bill.fate for bill in made].count("part") == 1,
        "some overdue": any(day < today for day in left),
        "two to be paid later": sum(day >= today for day in left) >= 2,
    }
    return [f"{today}: {what}" for what, holds in promised.items() if not holds]


def test_they_are_as_promised_on_every_day_of_a_leap_year():
    assert [each for today in DAYS for each in unlike(today)] == []

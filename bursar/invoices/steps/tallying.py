"""Adding to the tallies: the sums of an account by day, kept with whatever they are the sums of."""

from collections import defaultdict
from datetime import date

from bursar.invoices.models import Tally
from bursar.invoices.rows import insert

Key = tuple[int, str, str, date]  # account, measure, currency, day

NO_DAY = date(2000, 1, 1)  # of what is no matter of days: the account's credit
_ADD = (
    "ON CONFLICT (account_id, measure, currency, day) DO UPDATE SET "
    "count = invoices_tally.count + excluded.count, minor = invoices_tally.minor + excluded.minor"
)


class Tallies:
    """What is to be added, summed up first: a row for each day, however many documents fall on it."""

    def __init__(self) -> None:
        self.sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, account: int, measure: Tally.Measure, currency: str, day: date, count: int, minor: int) -> None:
        """Count so many, of so much; less than zero takes away. What is due by day is owed by month."""
        keys = [(measure, day), *([(Tally.Measure.OWED, month(day))] if measure == Tally.Measure.DUE else [])]
        for each, on in keys:
            total = self.sums[account, each.value, currency, on]
            total[0] += count
            total[1] += minor

    def write(self) -> None:
        """Add it all to the table; days with nothing left are taken out of it."""
        changed = [(*key, total[0], total[1]) for key, total in self.sums.items() if any(total)]
        insert(Tally, ("account_id", "measure", "currency", "day", "count", "minor"), changed, _ADD)
        if any(row[4] < 0 for row in changed):
            accounts = {row[0] for row in changed}
            Tally.objects.filter(account__in=accounts, count=0, minor=0).delete()


def month(day: date) -> date:
    """The month that a day falls in, by its first day."""
    return day.replace(day=1)

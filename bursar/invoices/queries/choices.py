"""What the documents of an account can be narrowed down to: the currencies, sellers and kinds that there are."""

from dataclasses import dataclass

from django.db import connection

from bursar.grants.queries import Access
from bursar.invoices.queries.standing import require_view
from bursar.invoices.search import CURRENCY, KIND, LAST_FACET, SELLER, facet_of

_MOST = 200
# From one to the next, by the index: it costs as much as there are different ones, however many documents have them.
_NEXT = "SELECT word FROM invoices_word WHERE account_id = %s AND word {} AND word < %s ORDER BY word LIMIT 1"
_FACETS = f"""
WITH RECURSIVE facet(word) AS (
    SELECT * FROM ({_NEXT.format(">= %s")}) AS first
    UNION ALL SELECT ({_NEXT.format("> facet.word")}) FROM facet WHERE facet.word IS NOT NULL
) SELECT f.word, i.name FROM facet f LEFT JOIN invoices_issuer i ON f.word = {{seller}} WHERE f.word IS NOT NULL
LIMIT {_MOST}
"""  # noqa: S608  # texts of ours


# The word of an issuer, as search.seller_facet writes it.
_SELLER = {"sqlite": "CAST(char(2) || i.id || '.' AS BLOB)", "postgresql": "convert_to(chr(2) || i.id || '.', 'UTF8')"}


@dataclass(frozen=True)
class Choices:
    """Codes of currencies and of kinds (UNTDID 1001), and sellers by the id and name of the issuer, in order."""

    currencies: list[str]
    sellers: list[tuple[int, str]]
    kinds: list[str]


def choices(access: Access) -> Choices:
    """What there is. Raises Forbidden without View invoices."""
    require_view(access)
    account = access.account.pk
    with connection.cursor() as cursor:
        statement = _FACETS.format(seller=_SELLER[connection.vendor])
        cursor.execute(statement, [account, CURRENCY, LAST_FACET, account, LAST_FACET])
        rows = [(bytes(word), name) for word, name in cursor.fetchall()]
    sellers = [(int(facet_of(word)), name) for word, name in rows if word[:1] == SELLER and name]
    codes = {sign: [facet_of(word) for word, _name in rows if word[:1] == sign] for sign in (CURRENCY, KIND)}
    return Choices(codes[CURRENCY], sorted(sellers, key=lambda seller: seller[1].casefold()), codes[KIND])

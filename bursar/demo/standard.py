"""The demo's newest monthly invoices as its vendors' invoicing programs send them: UBL in English, CII in French."""

import base64
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from bursar.demo.bills import ISSUERS, WORDS, Bill
from bursar.demo.cast import Organisation
from bursar.invoices.formats import writers
from bursar.invoices.semantic import (
    Address,
    Attachment,
    Attribute,
    BillLine,
    BillTotals,
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Item,
    Note,
    Party,
    Payment,
    Period,
    Price,
    VatBreakdown,
)
from bursar.invoices.semantic import Bill as Standard


@dataclass(frozen=True)
class Words:
    """What the vendor's program says in a language."""

    contact: str
    telephone: str
    note: str
    file: str
    described: str
    columns: str
    places: tuple[str, ...]
    commitment: Attribute


SAID = {
    "fr": Words(
        contact="Service clients entreprises",
        telephone="+33 4 78 00 00 00",
        note="Les communications de la période sont détaillées dans le fichier joint.",
        file="communications",
        described="Détail des communications",
        columns="date;poste;destination;minutes",
        places=("Paris", "Marseille", "Bruxelles", "Genève"),
        commitment=Attribute("Engagement", "36 mois"),
    ),
    "en": Words(
        contact="Business customer service",
        telephone="+44 117 496 0000",
        note="The calls of the period are listed in the file that is enclosed.",
        file="calls",
        described="Calls in detail",
        columns="date;extension;destination;minutes",
        places=("London", "Leeds", "Dublin", "Paris"),
        commitment=Attribute("Commitment", "36 months"),
    ),
}
UNITS = {"lines": "MON", "trunk": "MON", "calls": "C62"}  # UN/ECE Recommendation 20: months, pieces
CENT, RATE = Decimal("0.01"), Decimal(20)


def xml_of(organisation: Organisation, bill: Bill) -> bytes:
    """A monthly invoice as XML, its calls enclosed as a table."""
    said, said_bill = SAID[organisation.language], _standard(organisation, bill)
    is_french = organisation.language == "fr"
    root = etree.fromstring(writers.cii(said_bill) if is_french else writers.ubl(said_bill))
    names = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    content = base64.b64encode(_calls(organisation, bill)).decode()
    about = {"mimeCode": "text/csv", "filename": f"{said.file}-{bill.issued_on:%Y-%m}.csv"}
    if is_french:
        place = next(root.iter(f"{{{names['ram']}}}AdditionalReferencedDocument"))
        etree.SubElement(place, f"{{{names['ram']}}}AttachmentBinaryObject", about).text = content
    else:
        place = next(root.iter(f"{{{names['cac']}}}AdditionalDocumentReference"))
        inside = etree.SubElement(place, f"{{{names['cac']}}}Attachment")
        etree.SubElement(inside, f"{{{names['cbc']}}}EmbeddedDocumentBinaryObject", about).text = content
        _stamp(root, names, bill)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _stamp(root: etree._Element, names: dict[str, str], bill: Bill) -> None:
    """An identifier that many programs write and the standard would rather not see: it is remarked on, not refused."""
    stamp = etree.Element(f"{{{names['cbc']}}}UUID")
    stamp.text = str(uuid.uuid5(uuid.NAMESPACE_URL, bill.number))
    next(root.iter(f"{{{names['cbc']}}}ID")).addnext(stamp)


def _standard(organisation: Organisation, bill: Bill) -> Standard:
    said, issuer = SAID[organisation.language], ISSUERS[organisation.issuer]
    period = Period(*(date.fromisoformat(bill.fields[name]) for name in ("period_start_on", "period_end_on")))
    lines = tuple(_line(organisation, bill, at, period) for at in range(len(bill.fields["lines"])))
    net = sum((line.net for line in lines if line.net is not None), Decimal(0))
    vat = (net * RATE / 100).quantize(CENT, ROUND_HALF_UP)
    return Standard(
        number=bill.number,
        issued_on=bill.issued_on,
        due_on=date.fromisoformat(bill.fields["due_on"]),
        type_code="380",
        currency=organisation.currency,
        seller=_seller(organisation),
        buyer=_buyer(organisation),
        buyer_reference="TEL-2024",
        contract=f"PBX-{organisation.postal_code.replace(' ', '')}",
        notes=(Note(said.note),),
        period=period,
        delivery=Delivery(delivered_on=period.end_on),
        payment=Payment("30", "", bill.number, (CreditTransfer(issuer["iban"], issuer["name"], issuer["bic"]),)),
        totals=BillTotals(lines=net, net=net, vat=vat, gross=net + vat, payable=net + vat),
        vat=(VatBreakdown(net, vat, "S", RATE),),
        lines=lines,
        attachments=(Attachment(f"{said.file}-{bill.issued_on:%Y-%m}", said.described),),
    )


def _line(organisation: Organisation, bill: Bill, at: int, period: Period) -> BillLine:
    """A line as the import file says it, with what the file has no room for."""
    said = bill.fields["lines"][at]
    key = next(key for key, text in WORDS[organisation.language].items() if text == said["description"])
    quantity, price = Decimal(said["quantity"]), Decimal(said["unit_price"])
    commitment = (SAID[organisation.language].commitment,) if key == "trunk" else ()
    return BillLine(
        line_id=str(at + 1),
        net=(quantity * price).quantize(CENT, ROUND_HALF_UP),
        item=Item(said["description"], seller_id=f"SON-{key.upper()}", attributes=commitment),
        price=Price(price),
        quantity=quantity,
        unit=UNITS[key],
        vat_category="S",
        vat_rate=RATE,
        period=period if key == "calls" else None,
    )


def _seller(organisation: Organisation) -> Party:
    said, issuer = SAID[organisation.language], ISSUERS[organisation.issuer]
    street, town = issuer["address"]
    if organisation.language == "fr":
        post_code, city = town.split(" ", 1)
    else:
        city, post_code = town.split(" ", 1)
    return Party(
        name=issuer["name"],
        vat_number=issuer["vat_number"],
        legal_registration=_registered(issuer["vat_number"]),
        electronic_address=Identifier(issuer["email"], "EM"),
        address=Address((street,), city, post_code, "", issuer["country"]),
        contact=Contact(said.contact, said.telephone, issuer["email"]),
    )


def _buyer(organisation: Organisation) -> Party:
    place = Address((organisation.street,), organisation.city, organisation.postal_code, "", organisation.country)
    return Party(
        name=organisation.name,
        vat_number=organisation.vat_number,
        legal_registration=_registered(organisation.vat_number),
        electronic_address=Identifier(f"factures@{organisation.domain}", "EM"),
        address=place,
    )


def _registered(vat_number: str) -> Identifier | None:
    """A French company's SIREN, which its VAT number ends with."""
    return Identifier(vat_number[4:], "0002") if vat_number.startswith("FR") else None


def _calls(organisation: Organisation, bill: Bill) -> bytes:
    said, first = SAID[organisation.language], date.fromisoformat(bill.fields["period_start_on"])
    rows = [said.columns]
    for day in range(1, 26):
        place = said.places[day * 7 % len(said.places)]
        rows.append(f"{first.replace(day=day)};{100 + day * 13 % 40};{place};{3 + day * 11 % 27}")
    return "\r\n".join([*rows, ""]).encode()

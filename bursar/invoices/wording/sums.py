"""The rules about sums and about what must not stand together, in our words."""

from django.utils.translation import gettext_lazy as _l

SUMS = {
    "BR-CO-03": _l("There is both a date on which VAT falls due and a code for it; only one of them may be given."),
    "BR-CO-04": _l("A line has no VAT category."),
    "BR-CO-05": _l("The reason of a discount and its code say different things."),
    "BR-CO-06": _l("The reason of a charge and its code say different things."),
    "BR-CO-07": _l("The reason of a discount on a line and its code say different things."),
    "BR-CO-08": _l("The reason of a charge on a line and its code say different things."),
    "BR-CO-09": _l("A VAT number does not begin with the letters of its country."),
    "BR-CO-10": _l("The sum of the lines is not what the lines add up to."),
    "BR-CO-11": _l("The sum of discounts is not what the discounts on the whole document add up to."),
    "BR-CO-12": _l("The sum of charges is not what the charges on the whole document add up to."),
    "BR-CO-13": _l("The total without VAT is not the sum of the lines, less discounts, plus charges."),
    "BR-CO-14": _l("The total of VAT is not what the VAT summary adds up to."),
    "BR-CO-15": _l("The total with VAT is not the total without VAT plus VAT."),
    "BR-CO-16": _l("The amount to pay is not the total with VAT, less what is paid already, plus rounding."),
    "BR-CO-17": _l("The VAT of an entry of the VAT summary is not its rate of the amount it is due on."),
    "BR-CO-18": _l("There is no VAT summary."),
    "BR-CO-19": _l("The period of the document has neither beginning nor end."),
    "BR-CO-20": _l("The period of a line has neither beginning nor end."),
    "BR-CO-21": _l("A discount on the whole document gives neither a reason nor a code for it."),
    "BR-CO-22": _l("A charge on the whole document gives neither a reason nor a code for it."),
    "BR-CO-23": _l("A discount on a line gives neither a reason nor a code for it."),
    "BR-CO-24": _l("A charge on a line gives neither a reason nor a code for it."),
    "BR-CO-25": _l("There is something to pay, but neither a due date nor terms of payment."),
    "BR-CO-26": _l("Nothing identifies the seller: neither a VAT number, nor a registration, nor another number."),
    "BR-CO-27": _l("The account to pay to must be given either as an IBAN or as another number."),
    "BR-B-01": _l("Split payment exists only between parties in Italy."),
    "BR-B-02": _l("Split payment and the standard rate stand in the same document."),
    "BR-IC-11": _l(
        "Goods are supplied to another country of the EU, but neither the date of delivery nor a period is given."
    ),
    "BR-IC-12": _l("Goods are supplied to another country of the EU, but the country of delivery is missing."),
    "BR-O-11": _l("What is not subject to VAT stands in one document with what is."),
    "BR-O-12": _l("The document is not subject to VAT, but a line is."),
    "BR-O-13": _l("The document is not subject to VAT, but a discount is."),
    "BR-O-14": _l("The document is not subject to VAT, but a charge is."),
}

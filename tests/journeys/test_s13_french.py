"""S13: all of it in French and English. The words of the screen, the typography, dates and money of each language."""

import re

import pytest

from tests.journeys.people import CAMILLE
from tests.journeys.visitor import Visitor

# product.md, section 6: what the page must say, word for word, and where it says it.
LABELS = {
    "/admin/{}/people/": [
        ("Admin portal", "Portail d’administration"),
        ("Billing", "Facturation"),
        ("App switcher", "Sélecteur d’applications"),
        ("My account", "Mon compte"),
        ("People", "Personnes"),
        ("Groups", "Groupes d’utilisateurs"),
        ("Roles", "Rôles"),
        ("Super admin", "Super administrateur"),
        ("Admin", "Administrateur"),
        ("Member", "Membre"),
    ],
    "/me/": [("Go to billing", "Accéder à la facturation"), ("My account", "Mon compte")],
    "/billing/{}/": [("Billing portal", "Portail de facturation"), ("Payment methods", "Moyens de paiement")],
    "/billing/{}/administrators/": [
        ("Manage billing administrators", "Gérer les administrateurs de facturation"),
        ("Add a billing administrator", "Ajouter un administrateur de facturation"),
        ("Edit", "Modifier"),
        ("Delete", "Supprimer"),
    ],
    "/billing/{}/administrators/add/": [
        ("Full", "Complet"),
        ("Payer", "Payeur"),
        ("Viewer", "Lecteur"),
        ("Custom", "Personnalisé"),
        ("Cancel", "Annuler"),
    ],
    "/billing/{}/details/": [
        ("Billing details", "Coordonnées de facturation"),
        ("Recipients", "Destinataires"),
        ("Save", "Enregistrer"),
    ],
    "/billing/{}/invoices/": [
        ("Open invoices", "Factures à payer"),
        ("Paid invoices", "Factures payées"),
        ("Due", "À payer"),
        ("Overdue", "En retard"),
        ("Partly paid", "Payée en partie"),
    ],
    "/billing/{}/invoices/?tab=paid": [("Paid", "Payée"), ("Cancelled", "Annulée")],
    "/pbx/{}/permissions/": [
        ("PBX administration (classic)", "Administration du PBX (classique)"),
        ("Permissions", "Autorisations"),
        ("General", "Général"),
        ("General permissions", "Autorisations générales"),
        ("Who", "Qui"),
        ("Super administrator (PBX)", "Super administrateur du PBX"),
        ("Admin (configure PBX)", "Administrateur (configuration du PBX)"),
        ("View invoices", "Consulter les factures"),
        ("Pay invoices", "Payer les factures"),
        ("View reports", "Consulter les rapports"),
        ("Access call recordings", "Accéder aux enregistrements d’appels"),
        ("Tick the permissions needed", "Cochez les autorisations nécessaires"),
        ("Save", "Enregistrer"),
        ("Undo", "Rétablir"),
    ],
}
MONTHS = {
    "en": "Jan Feb Mar Apr May June July Jun Jul Aug Sep Sept Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}


def plain(text: str) -> str:
    """With ordinary spaces and apostrophes."""
    return re.sub(r"\s+", " ", text).replace("'", "’")


@pytest.fixture(scope="module")
def shown(site, say, new_browser):
    """Each page of the table as Camille sees it: its address, its language, the text of its elements."""
    somebody = Visitor(new_browser().new_page(), say)
    somebody.opens("/sign-in/").signs_in(CAMILLE).is_at("/me/")
    found = []
    for address in LABELS:
        somebody.opens(address.format(site.lumiere))
        if "/sign-in/" in somebody.page.url:
            somebody.goes_on(CAMILLE).page.wait_for_url(f"**{address.format(site.lumiere)}")
        found.append((address, somebody.page.get_attribute("html", "lang"), somebody.page.evaluate(TEXTS)))
    somebody.page.context.close()
    return found


def test_s13_every_page_says_the_words_that_were_agreed(shown, language):
    missing = []
    for address, _, texts in shown:
        said = "\n".join(map(plain, texts))
        for english, french in LABELS[address]:
            word = french if language == "fr" else english
            if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said):
                missing.append(f"{address}: {word}")
    assert not missing


def test_s13_each_page_says_in_which_language_it_is(shown, language):
    assert [address for address, tongue, _ in shown if tongue != language] == []


def test_s13_dates_and_money_are_written_as_the_language_writes_them(site, somebody, language):
    somebody.arrives(site, f"/billing/{site.lumiere}/invoices/", CAMILLE)
    amount = somebody.page.locator("tbody td.num strong").first.inner_text()
    due = somebody.page.locator("tbody tr td.nowrap").first.inner_text()
    money = {"en": r"€\d{1,3}(,\d{3})*\.\d\d", "fr": r"\d{1,3}(\u202f\d{3})*,\d\d\u00a0€"}[language]
    months = "|".join(map(re.escape, MONTHS[language].split()))
    assert re.fullmatch(money, amount)
    assert re.fullmatch(rf"\d{{1,2}} ({months}) 20\d\d", due)


@pytest.mark.parametrize("language", ["fr"], ids=["french"], indirect=True)
def test_s13_french_signs_stand_apart_from_their_words(shown):
    assert [f"{address}: {text}" for address, _, texts in shown for text in texts if BAD_SIGNS.search(text)] == []


# The texts of a page and the names of its parts, without what people wrote to one another.
TEXTS = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, template, style, code, blockquote")) found.add(walker.currentNode.data.trim());
  }
  for (const labelled of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"]) found.add(labelled.getAttribute(name) ?? "");
  return [...found].filter(Boolean);
}"""
# A sign of two parts after a letter or an ordinary space; straight apostrophes and quotes; inner spaces of « ».
BAD_SIGNS = re.compile(
    r"[\w)»%€] ?[;?!]|[^\W\d]:(?!/)|\w :|[^\W\d]'[^\W\d]|\"|«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»|“|”"
)

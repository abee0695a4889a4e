"""The French catalogue: whole, with the placeholders and the agreed words of the English, in French typography."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.forms import CharField
from django.utils import translation

from scripts import catalogue

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "bursar" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
LABELS = {
    "Admin portal": "Portail d’administration",
    "Billing": "Facturation",
    "Billing portal": "Portail de facturation",
    "App switcher": "Sélecteur d’applications",
    "My account": "Mon compte",
    "Go to billing": "Accéder à la facturation",
    "Manage billing administrators": "Gérer les administrateurs de facturation",
    "Edit": "Modifier",
    "Delete": "Supprimer",
    "Add": "Ajouter",
    "Add a billing administrator": "Ajouter un administrateur de facturation",
    "Super admin": "Super administrateur",
    "Admin": "Administrateur",
    "Member": "Membre",
    "billing level|Full": "Complet",
    "billing level|Payer": "Payeur",
    "billing level|Viewer": "Lecteur",
    "billing level|Custom": "Personnalisé",
    "Super administrator (PBX)": "Super administrateur du PBX",
    "Admin (configure PBX)": "Administrateur (configuration du PBX)",
    "View reports": "Consulter les rapports",
    "Access call recordings": "Accéder aux enregistrements d’appels",
    "People": "Personnes",
    "Groups": "Groupes d’utilisateurs",
    "Roles": "Rôles",
    "PBX administration (classic)": "Administration du PBX (classique)",
    "Permissions": "Autorisations",
    "General": "Général",
    "General permissions": "Autorisations générales",
    "Who": "Qui",
    "View invoices": "Consulter les factures",
    "Pay invoices": "Payer les factures",
    "Tick the permissions needed": "Cochez les autorisations nécessaires",
    "Save": "Enregistrer",
    "Cancel": "Annuler",
    "Undo": "Rétablir",
    "Open invoices": "Factures à payer",
    "Paid invoices": "Factures payées",
    "Due": "À payer",
    "Overdue": "En retard",
    "Partly paid": "Payée en partie",
    "Paid": "Payée",
    "Cancelled": "Annulée",
    "Request access": "Demander l’accès",
    "Billing details": "Coordonnées de facturation",
    "Recipients": "Destinataires",
    "Payment methods": "Moyens de paiement",
}


def texts(value):
    return value if isinstance(value, tuple) else (value,)


def breaks(pattern):
    found = [french for _english, french in PAIRS if re.search(pattern, re.sub(r"%\(\w+\)s|\{\w+\}", "X", french))]
    return sorted(found)


with PO.open("rb") as file:
    FRENCH = read_po(file, locale="fr")
SAID = [message for message in FRENCH if message.id]
PAIRS = [(texts(each.id)[0], french) for each in SAID for french in texts(each.string)]


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    catalogue.extract(tmp_path / "django.pot")
    assert catalogue.astray(tmp_path / "django.pot", "fr") == []


def test_every_text_is_translated_without_doubt_and_with_its_placeholders(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert catalogue.missing("fr") == []


def test_placeholders_in_braces_are_kept_for_the_scripts_that_fill_them():
    braces = re.compile(r"\{\w+\}")
    assert [pair for pair in PAIRS if set(braces.findall(pair[0])) != set(braces.findall(pair[1]))] == []


@pytest.mark.parametrize(("english", "french"), LABELS.items(), ids=list(LABELS))
def test_the_labels_that_were_agreed_are_the_labels_on_screen(english, french):
    context, _bar, name = english.rpartition("|")
    assert FRENCH.get(name, context=context or None).string == french


def test_apostrophes_and_quotes_are_french():
    assert breaks(r"['\"“”‘]|\.\.\.") == []


def test_a_narrow_no_break_space_stands_before_high_punctuation():
    assert breaks("[^\u202f][;?!]") == []


def test_a_no_break_space_stands_before_a_colon_and_inside_quotes():
    assert breaks("[^\u00a0]:|«[^\u00a0]|[^\u00a0]»") == []


def test_no_other_space_is_doubled_or_left_at_an_end():
    assert breaks(r"^\s|\s$|  |[ \u00a0\u202f]{2}") == []


def test_nobody_is_addressed_with_tu():
    assert breaks(r"(?i)\b(tu|ton|ta|tes|toi|t’\w+)\b") == []


def test_an_address_is_an_e_mail_address_everywhere():
    assert breaks(r"(?i)\bcourriels?\b|\bemails?\b|(?<!e-)\bmails?\b") == []


def test_what_django_says_of_itself_is_in_french_too():
    with translation.override("fr"):
        assert str(CharField().error_messages["required"]) == "Ce champ est obligatoire."

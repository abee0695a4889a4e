"""Names as a European company's people have them: the same ones at each run, with accents, hyphens and homonyms."""

import random
import unicodedata

FIRST = (
    "Camille Julien Inès Thomas Sophie Hugo Léa Antoine Chloé Maxime Manon Lucas Élodie Nicolas Zoé Mathieu "
    "Anaïs Étienne Margaux Romain Noémie Benoît Céline François Hélène Grégoire Amélie Rémi Solène Loïc "
    "Aurélie Cédric Oliver Amelia Harry Isla George Ava Noah Emily Jack Sophia Leo Grace Arthur Freya Oscar "
    "Poppy Henry Ella Alfie Rosie Björn Åsa Søren Malgorzata Łukasz Jürgen Käthe José Núria Zsófia Ömer Željko"
).split()
LAST = (
    "Martin Bernard Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet "
    "Dupont Lambert Fontaine Rousseau Vincent Muller Lefebvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier "
    "François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Smith "
    "Jones Williams Taylor Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood Thompson White "
    "Watson Jackson Wright Green Harris Cooper King Lee Martínez Núñez Öztürk Żółć Ångström Müller Groß O’Brien"
).split()
UNITS = (
    "Sales Finance Purchasing Logistics Legal Research Support Marketing Facilities Security Payroll Training "
).split()
PLACES = "Lyon Paris Bristol Leeds Lille Nantes Bordeaux Glasgow".split()


def person(dice: random.Random) -> tuple[str, str]:
    """A first and a last name; one in eight has a double-barrelled one."""
    last = dice.choice(LAST)
    return dice.choice(FIRST), f"{last}-{dice.choice(LAST)}" if dice.random() < 1 / 8 else last


def address(first: str, last: str, serial: int) -> str:
    """An e-mail address in ASCII, the serial keeps homonyms apart."""
    return f"{_plain(first)}.{_plain(last)}.{serial}@meridian.example"


def units(count: int) -> list[tuple[str, str]]:
    """Groups with the group each is inside of ("" for none): a unit, and the same unit in each place."""
    found = [(unit, "") for unit in UNITS[: count // 3 or 1]]
    for place in PLACES:
        found += [(f"{unit}, {place}", unit) for unit, parent in found if not parent]
    for number in range(2, 9):
        found += [(f"{name}, team {number}", name) for name, parent in found if parent and "team" not in name]
    return found[:count]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return "".join(letter for letter in letters if letter in "abcdefghijklmnopqrstuvwxyz-")

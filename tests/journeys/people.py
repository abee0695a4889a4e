"""The people of the demo whom the journeys follow, by first name, and what each of them is known for."""

from dataclasses import dataclass

from bursar.demo import cast


@dataclass(frozen=True)
class Human:
    """Somebody with an address to sign in with."""

    first: str
    last: str
    email: str

    @property
    def name(self) -> str:
        """First and last name, as shown."""
        return f"{self.first} {self.last}"


def _human(first: str) -> Human:
    for organisation in cast.ORGANISATIONS:
        for somebody in (organisation.founder, *organisation.members):
            if somebody.first == first:
                return Human(somebody.first, somebody.last, organisation.email(somebody))
    raise LookupError(first)


# Lumière & Fils
CAMILLE = _human("Camille")  # signed up: Super admin, level Full
JULIEN = _human("Julien")  # Super admin without any billing right
INES = _human("Inès")  # Admin
THOMAS = _human("Thomas")  # custom role
SOPHIE = _human("Sophie")  # member; Pay invoices through a group of a group
HUGO = _human("Hugo")  # member; the same
LEA = _human("Léa")  # member; asked for access
ANTOINE = _human("Antoine")  # member and billing administrator, level Viewer
CHLOE = _human("Chloé")  # member; View invoices ticked for herself
VINCENT = _human("Vincent")  # Super administrator of the PBX
MANON = _human("Manon")  # member with nothing
LUCAS = _human("Lucas")  # member with nothing
KARIM = _human("Karim")  # member with nothing
PAUL = _human("Paul")  # member with nothing
SARAH = _human("Sarah")  # member with nothing
YANN = _human("Yann")  # member with nothing
MAXIME = _human("Maxime")  # member with nothing, whom only the journeys of dates give something
CLARA = _human("Clara")  # the same
AMANDINE = _human("Amandine")  # the same

# Harbour & Finch
ELEANOR = _human("Eleanor")  # signed up: Super admin, and the only one at level Full
OLIVER = _human("Oliver")  # Admin
PRIYA = _human("Priya")  # billing administrator, level Viewer
CALLUM = _human("Callum")  # Super administrator of the PBX

# An outside accountant, member of neither: level Full at Lumière & Fils, Payer at Harbour & Finch
NADIA = Human(cast.ACCOUNTANT.first, cast.ACCOUNTANT.last, cast.ACCOUNTANT_EMAIL)

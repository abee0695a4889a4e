"""Who is in the demo: two organisations, their people, groups and who may do what."""

from dataclasses import dataclass, field

from bursar.access.permissions import Level, PbxPermission, Role

PASSWORD = "demo-demo-demo-demo"  # noqa: S105  # printed beside the addresses; the demo is no secret


@dataclass(frozen=True)
class Somebody:
    """A member of an organisation."""

    first: str
    last: str
    role: Role | str = Role.MEMBER  # or the name of a custom role
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """A customer with its people; `groups` maps a group to its parent ("" for none)."""

    key: str
    name: str
    domain: str
    language: str
    time_zone: str
    country: str
    city: str
    postal_code: str
    street: str
    vat_number: str
    currency: str
    issuer: str
    founder: Somebody
    members: tuple[Somebody, ...]
    groups: dict[str, str]
    custom_roles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def email(self, somebody: Somebody) -> str:
        """An address at the organisation's domain, in ASCII."""
        return f"{_ascii(somebody.first)}.{_ascii(somebody.last)}@{self.domain}"


def _ascii(name: str) -> str:
    table = str.maketrans("àâäçéèêëîïôöùûüÿœ' ", "aaaceeeeiioouuuyo--")
    return name.lower().translate(table)


LUMIERE = Organisation(
    key="lumiere",
    name="Lumière & Fils",
    domain="lumiere-fils.example",
    language="fr",
    time_zone="Europe/Paris",
    country="FR",
    city="Lyon",
    postal_code="69003",
    street="14 rue de la Part-Dieu",
    vat_number="FR83404833048",
    currency="EUR",
    issuer="sonata-fr",
    founder=Somebody("Camille", "Lumière", Role.SUPER_ADMIN, ("Direction",)),
    members=(
        Somebody("Julien", "Moreau", Role.SUPER_ADMIN),  # Super admin without any billing right
        Somebody("Inès", "Garnier", Role.ADMIN, ("Informatique",)),
        Somebody("Thomas", "Lefèvre", "Accueil", ("Accueil",)),
        Somebody("Sophie", "Bernard", groups=("Comptabilité fournisseurs",)),  # Pay through a group of a group
        Somebody("Hugo", "Petit", groups=("Comptabilité clients",)),
        Somebody("Léa", "Rousseau", groups=("Finance",)),
        Somebody("Antoine", "Girard", groups=("Direction",)),
        Somebody("Chloé", "Bonnet", groups=("Ventes France",)),
        Somebody("Nicolas", "Dupont", groups=("Ventes France",)),
        Somebody("Manon", "Lambert", groups=("Ventes export",)),
        Somebody("Lucas", "Fontaine", groups=("Ventes export",)),
        Somebody("Émilie", "Rey", groups=("Atelier",)),
        Somebody("Paul", "Marchand", groups=("Atelier",)),
        Somebody("Sarah", "Cohen", groups=("Atelier",)),
        Somebody("Karim", "Haddad", groups=("Logistique",)),
        Somebody("Élodie", "Mercier", groups=("Logistique",)),
        Somebody("Vincent", "Caron", groups=("Informatique",)),
        Somebody("Amandine", "Faure", groups=("Accueil",)),
        Somebody("Maxime", "Brun", groups=("Bureau d’études",)),
        Somebody("Clara", "Vidal", groups=("Bureau d’études",)),
        Somebody("Yann", "Le Goff", groups=("Bureau d’études",)),
    ),
    groups={
        "Direction": "",
        "Finance": "Direction",
        "Comptabilité fournisseurs": "Finance",
        "Comptabilité clients": "Finance",
        "Ventes": "",
        "Ventes France": "Ventes",
        "Ventes export": "Ventes",
        "Production": "",
        "Atelier": "Production",
        "Bureau d’études": "Production",
        "Logistique": "Production",
        "Informatique": "",
        "Accueil": "",
    },
    custom_roles={"Accueil": ("member:view", "group:manage")},
)

HARBOUR = Organisation(
    key="harbour",
    name="Harbour & Finch Ltd",
    domain="harbourfinch.example",
    language="en",
    time_zone="Europe/London",
    country="GB",
    city="Bristol",
    postal_code="BS1 5TY",
    street="3 Narrow Quay",
    vat_number="GB365462636",
    currency="GBP",
    issuer="sonata-uk",
    founder=Somebody("Eleanor", "Finch", Role.SUPER_ADMIN, ("Partners",)),
    members=(
        Somebody("Oliver", "Harbour", Role.ADMIN, ("Partners",)),
        Somebody("Priya", "Shah", groups=("Finance",)),
        Somebody("George", "Whitfield", groups=("Finance",)),
        Somebody("Amelia", "Cross", groups=("Client services",)),
        Somebody("Jack", "Thornton", groups=("Client services",)),
        Somebody("Isla", "Pemberton", groups=("Client services",)),
        Somebody("Samuel", "Okafor", groups=("Surveyors",)),
        Somebody("Grace", "Llewellyn", groups=("Surveyors",)),
        Somebody("Harry", "Beaumont", groups=("Surveyors",)),
        Somebody("Freya", "Donnelly", groups=("Lettings",)),
        Somebody("Toby", "Marsh", groups=("Lettings",)),
        Somebody("Zara", "Hussain", groups=("Reception",)),
        Somebody("Callum", "Reid", groups=("IT",)),
        Somebody("Beatrice", "Holt", groups=("Lettings",)),
        Somebody("Miles", "Anderton"),
    ),
    groups={
        "Partners": "",
        "Finance": "Partners",
        "Client services": "",
        "Surveyors": "Client services",
        "Lettings": "Client services",
        "Reception": "",
        "IT": "",
    },
)

ORGANISATIONS = (LUMIERE, HARBOUR)

# The outside accountant, who is no member anywhere and has rights in both billing portals.
ACCOUNTANT = Somebody("Nadia", "Benali")
ACCOUNTANT_EMAIL = "nadia.benali@cabinet-benali.example"
ACCOUNTANT_LEVELS = {"lumiere": Level.FULL, "harbour": Level.PAYER}

# More billing administrators: (organisation, member's last name, level). Harbour & Finch keeps a single Full one.
BILLING_ADMINISTRATORS = (("lumiere", "Girard", Level.VIEWER), ("harbour", "Shah", Level.VIEWER))
# Whose rights end soon, in so many days from the day on which the demo is made; on the PBX what Direction has.
ENDING_LEVEL, ENDING_TICKS = ("Girard", 20), ("Direction", 6)
PENDING_INVITATION = ("lumiere", "Hélène", "Aubert", "helene.aubert@lumiere-fils.example", Level.PAYER)
ACCESS_REQUEST = ("lumiere", "Rousseau", "Je prépare la clôture trimestrielle : pourriez-vous m’ouvrir les factures ?")

# What is ticked on the PBX permissions pages: (organisation, group or last name, permissions).
PBX_ROWS: tuple[tuple[str, str, tuple[PbxPermission, ...]], ...] = (
    ("lumiere", "Finance", (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES)),
    ("lumiere", "Direction", (PbxPermission.VIEW_REPORTS,)),
    ("lumiere", "Caron", (PbxPermission.SUPER_ADMINISTRATOR, PbxPermission.CONFIGURE)),
    ("lumiere", "Informatique", (PbxPermission.CONFIGURE,)),
    ("lumiere", "Bonnet", (PbxPermission.VIEW_INVOICES,)),
    ("harbour", "Reid", (PbxPermission.SUPER_ADMINISTRATOR,)),
    ("harbour", "Finance", (PbxPermission.VIEW_INVOICES,)),
    ("harbour", "Client services", (PbxPermission.ACCESS_RECORDINGS,)),
)

"""`demo`: the demo installation, and whom to sign in as."""

from argparse import Namespace

from django.conf import settings

from bursar.cli.output import say, show
from bursar.core.errors import Refused
from bursar.demo import build, cast
from bursar.demo.cast import HARBOUR, LUMIERE, Organisation


def demo(args: Namespace) -> None:
    """Create the demo once; print the people to sign in as."""
    if not settings.BURSAR_DEMO:
        raise Refused("not_a_demo", "set BURSAR_DEMO=yes: the demo is not for an installation with customers")
    if not build.is_there():
        if not args.json:
            say("Creating the demo installation: two customers, fourteen months of bills (about a minute) …")
        build.build()
    show(whom_to_sign_in_as(), as_json=args.json)
    if not args.json:
        say(f"The password is always: {cast.PASSWORD}")
        say(f"Mails that the demo sends: {settings.BASE_URL}/demo/mailbox/")


def whom_to_sign_in_as() -> list[dict[str, str]]:
    """The people worth being, each with what there is to see."""
    return [
        _row(HARBOUR, HARBOUR.founder.last, "signed up: Super admin and the only Full billing administrator"),
        _row(LUMIERE, LUMIERE.founder.last, "signed up: Super admin and Full billing administrator (in French)"),
        _row(LUMIERE, "Moreau", "Super admin without any billing right: is refused at the billing portal"),
        _row(LUMIERE, "Bernard", "member who holds Pay invoices through a group of a group (PBX)"),
        _row(LUMIERE, "Rousseau", "member who has asked for access to the billing portal"),
        _row(LUMIERE, "Lefèvre", "custom role: people and groups"),
        _row(LUMIERE, "Caron", "PBX Super administrator who holds neither View nor Pay"),
        {
            "person": f"{cast.ACCOUNTANT.first} {cast.ACCOUNTANT.last}",
            "address": cast.ACCOUNTANT_EMAIL,
            "who": "outside accountant: bills of both accounts, member of neither",
        },
    ]


def _row(organisation: Organisation, last: str, who: str) -> dict[str, str]:
    everybody = (organisation.founder, *organisation.members)
    somebody = next(member for member in everybody if member.last == last)
    return {
        "person": f"{somebody.first} {somebody.last}",
        "address": organisation.email(somebody),
        "who": f"{organisation.name}: {who}",
    }

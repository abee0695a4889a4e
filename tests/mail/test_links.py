"""No link in a mail opens anything by itself: it leads to sign-in, or is one of the few that are good for one thing."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAILS = ROOT / "bursar/portals/templates/mail"
MATRIX = ROOT / "tests/golden/matrix.txt"
# What is behind each shows first, and does the one thing that its mail is about when somebody presses the button.
FOR_ONE_THING = {
    "public:address-confirm",
    "public:invitation",
    "public:password-reset",
    "public:password-reset-key",
    "public:recipient-confirm",
    "public:sign-up-confirm",
}
LINK = re.compile(r"""link\(\s*(?:([\w.]+)\s*~\s*)?["']([\w:-]+)["']""")


def links() -> set[str]:
    """The URL names of every link in the mails' templates."""
    found = set()
    for path in MAILS.iterdir():
        for starts, name in LINK.findall(path.read_text()):
            found |= {f"{door}{name}" for door in ("billing", "pbx")} if starts else {name}
    return found


def answers(name: str) -> set[str]:
    """What an anonymous GET of a URL, or of those that begin with this, is answered by the golden matrix."""
    rows = [line.split() for line in MATRIX.read_text().splitlines()[1:]]
    return {row[2] for row in rows if row[0].rstrip("*").startswith(name) and row[1] == "GET"}


def test_every_link_but_those_for_one_thing_leads_to_sign_in():
    to_sign_in = links() - FOR_ONE_THING
    assert len(to_sign_in) > 6
    assert {name: answers(name) for name in to_sign_in} == {name: {"302"} for name in to_sign_in}


def test_there_is_no_other_way_to_put_a_link_into_a_mail():
    targets = {
        target
        for path in MAILS.glob("*.html")
        for target in re.findall(r'(?:href|src|action)="([^"]*)"', path.read_text())
    }
    assert targets == {"{{ button_url }}", "{{ stop_url }}"}

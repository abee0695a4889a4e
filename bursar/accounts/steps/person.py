"""Writes on people: a new one, with the address that signs in."""

from allauth.account.models import EmailAddress
from django.db.models import F

from bursar.accounts.models import Person
from bursar.core import clock
from bursar.core.errors import NotKnown


def create_person(
    email: str, *, first_name: str, last_name: str, language: str, password: str = "", password_hash: str = ""
) -> Person:
    """A person whose address is proved to be theirs, with the password or a hash made before, or none usable."""
    person = Person(
        email=email.strip().lower(),
        first_name=first_name,
        last_name=last_name,
        language=language,
        confirmed_at=clock.now(),
    )
    if password_hash:
        person.password = password_hash
    else:
        person.set_password(password or None)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def hold(person_id: int) -> Person:
    """Begin a write on a person: the person as they are, and nobody else changes or deactivates them until the commit.

    What gives somebody a first tie to an account holds them too: a deactivation then either sees it or comes before.
    Raises NotKnown for somebody deactivated.
    """
    if not Person.objects.filter(pk=person_id, deactivated_at__isnull=True).update(language=F("language")):
        raise NotKnown
    return Person.objects.get(pk=person_id)

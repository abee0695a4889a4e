"""Writes on people: a new one, with the address that signs in."""

from allauth.account.models import EmailAddress

from bursar.accounts.models import Person
from bursar.core import clock


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

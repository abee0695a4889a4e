"""The person and the session of a request are read the short way, and are what Django would read."""

from datetime import timedelta

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from bursar.accounts.models import Person
from bursar.accounts.queries.signed_in import signed_in
from bursar.core import clock
from bursar.portals.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> Person:
    return Person.objects.create_user("camille@lumiere.example", first_name="Camille", confirmed_at=clock.now())


def test_the_person_of_a_session_is_the_one_that_django_reads(camille: Person) -> None:
    found = signed_in(camille.pk)
    assert found is not None
    assert found == Person.objects.get(pk=camille.pk)
    assert model_to_dict(found) == model_to_dict(Person.objects.get(pk=camille.pk))


def test_a_deactivated_person_has_no_session(camille: Person) -> None:
    Person.objects.filter(pk=camille.pk).update(deactivated_at=clock.now())
    assert signed_in(camille.pk) is None


def test_a_session_is_read_until_it_is_over() -> None:
    session = SessionStore()
    session["entered"] = "billing"
    session.save()
    assert SessionStore(session.session_key)["entered"] == "billing"
    session.get_model_class().objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    late = SessionStore(session.session_key)
    assert (late.get("entered"), late.session_key) == (None, None)

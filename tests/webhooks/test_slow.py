"""Programs that never come to an end with their answer: cut off, so that mails and other programs do not wait."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, cycle, islice, repeat
from threading import Thread

import pytest

from bursar.accounts.steps import operator_named
from bursar.core import clock
from bursar.webhooks import commands, reaching
from bursar.webhooks.kinds import CHOICES
from bursar.webhooks.models import Delivery, Endpoint
from bursar.webhooks.reaching import UnreachableError, post
from bursar.webhooks.sending import deliver_due

HEAD = b"HTTP/1.1 200 OK\r\n"
SLOW = {
    "goes on and on": repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "letter by letter": chain([b"HTTP/1.1 2"], cycle([b"0"])),
    "head by head": chain([HEAD], repeat(b"a: b\r\n")),
    "nothing": repeat(b""),
}


@pytest.fixture
def slow(settings, monkeypatch) -> Iterator[socket.socket]:
    """A listener on this machine; half a second is all the patience there is."""
    settings.WEBHOOKS_TO_LOOPBACK = True
    monkeypatch.setattr(reaching, "TIMEOUT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def says(listening: socket.socket, pieces: Iterator[bytes]) -> str:
    """It answers these pieces, one each tenth of a second; its address."""

    def answer() -> None:
        with suppress(OSError), listening.accept()[0] as stream:
            for piece in islice(pieces, 50):
                stream.sendall(piece)
                time.sleep(0.1)

    Thread(target=answer, daemon=True).start()  # five seconds, if nobody cuts it off
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize("name", SLOW)
def test_an_answer_without_an_end_is_no_answer(slow, name):
    began = time.monotonic()
    with pytest.raises(UnreachableError):
        post(says(slow, SLOW[name]), b"{}", {})
    assert time.monotonic() - began < 3


def test_what_an_answer_goes_on_with_after_its_head_is_not_waited_for(slow):
    began = time.monotonic()
    assert post(says(slow, chain([HEAD, b"\r\n"], repeat(b"x"))), b"{}", {}).status == 200
    assert time.monotonic() - began < 3


@pytest.mark.django_db(transaction=True)
def test_an_endpoint_out_of_reach_is_left_alone_with_all_its_events(slow):
    ada, url = operator_named("Ada"), f"http://127.0.0.1:{slow.getsockname()[1]}/"
    made = commands.add_endpoint(ada, url=url, types=list(CHOICES), account_id=None)
    for _ in range(5):
        commands.ping_endpoint(ada, uid=made.uid)
    Delivery.objects.update(account_id=None)
    began = time.monotonic()
    assert deliver_due() == 0
    assert time.monotonic() - began < 2
    assert sum(Delivery.objects.values_list("attempts", flat=True)) == 1
    assert not Delivery.objects.filter(due_at__lte=clock.now()).exists()
    assert Endpoint.objects.get().failing_since is not None

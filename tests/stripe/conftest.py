"""A fresh stand-in for each test, in front of one localstripe for all."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from bursar.payments.gateways.stripe import client
from tests.stripe.standin import StandIn


@pytest.fixture(scope="session")
def local() -> Iterator[str]:
    """The address of localstripe."""
    command = [sys.executable, "-m", "tests.stripe.local"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()
        process.wait(10)


@pytest.fixture
def at_stripe(local, settings, monkeypatch) -> Iterator[StandIn]:
    """New payments go to Stripe, for which the stand-in is taken."""
    standin = StandIn(local)
    settings.PAYMENT_GATEWAY, settings.STRIPE_SECRET_KEY = "stripe", "sk_test_12345"
    settings.STRIPE_NOTICE_SECRET, settings.STRIPE_ADDRESS = "whsec_tests", standin.address
    monkeypatch.setattr(client, "RETRIES", 0)  # what the SDK tries again by itself is not what is tried here
    yield standin
    standin.stop()


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait until something is so, at most five seconds: localstripe's banks answer after half of one."""

    def wait(is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 5
        while not is_so():
            assert time.monotonic() < end
            time.sleep(0.05)

    return wait

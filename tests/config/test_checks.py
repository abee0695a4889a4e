"""`bursar check --deploy` refuses a dangerous configuration."""

import pytest

from bursar.config.checks import password_length, production

SAFE = {
    "SECRET_KEY_IS_UNSAFE": False,
    "DEBUG": False,
    "BURSAR_DEMO": False,
    "IS_TLS": True,
    "ALLOWED_HOSTS": ["bills.example.com"],
    "EMAIL_HOST_USER": "",
    "BURSAR_ALLOW_SANDBOX": True,
}


@pytest.fixture
def safe(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_a_safe_configuration_passes(safe):
    assert production(None) == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("SECRET_KEY_IS_UNSAFE", True, "bursar.E010"),
        ("DEBUG", True, "bursar.E011"),
        ("BURSAR_DEMO", True, "bursar.E012"),
        ("IS_TLS", False, "bursar.E013"),
        ("ALLOWED_HOSTS", ["*"], "bursar.E014"),
        ("EMAIL_HOST_USER", "bursar", "bursar.E015"),
        ("BURSAR_ALLOW_SANDBOX", False, "bursar.E016"),
        ("PROXIES", ["*"], "bursar.E017"),
        ("STRIPE_ADDRESS", "http://127.0.0.1:1", "bursar.E020"),
    ],
)
def test_each_danger_is_refused_by_its_number(safe, name, value, number):
    setattr(safe, name, value)
    assert [error.id for error in production(None)] == [number]


def test_keys_of_stripes_test_mode_are_refused_unless_nobody_is_to_be_charged(safe):
    safe.STRIPE_SECRET_KEY, safe.PAYMENT_GATEWAY, safe.BURSAR_ALLOW_SANDBOX = "rk_test_1", "stripe", False
    assert [error.id for error in production(None)] == ["bursar.E019"]
    safe.BURSAR_ALLOW_SANDBOX = True
    assert production(None) == []


def test_passwords_shorter_than_eight_are_refused(settings):
    settings.PASSWORD_MIN_LENGTH = 7
    assert [error.id for error in password_length(None)] == ["bursar.E001"]

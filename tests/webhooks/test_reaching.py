"""Where events are sent, and where never."""

import pytest

from bursar.core.errors import Refused
from bursar.webhooks.reaching import UnreachableError, check_url, is_public, post
from tests.refusals import refused

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",  # noqa: S104  # to be refused
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "239.1.2.3",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.0.8",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "2001:0:a00:1::",
    "2001:db8::1",
    "fec0::1",
    "3fff::1",
    "64:ff9b:1::a00:1",
    "::ffff:0:a00:1",
    "192.88.99.1",
    "nonsense",
]
URLS = [
    "http://example.com/",
    "ftp://example.com/",
    "https://",
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://[fd12::1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://127.1/",
    "https://0177.0.0.1/",
    "https://example.com:22/",
    "https://example.com:80/",
    "https://user:secret@example.com/",
    "https://example.com/#x",
    "https://exämple.com/",
    "https://example.com:99999/",
    "javascript:alert(1)",
    "//example.com/",
    "https://[::ffff:127.0.0.1]/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111"])
def test_an_address_on_the_internet_is(address):
    assert is_public(address)


@pytest.mark.parametrize("url", [*URLS, "https://example.com/" + "x" * 500, "https://example.com/\r\nHost: a"])
def test_an_unsafe_url_is_refused(url):
    with pytest.raises(Refused) as caught:
        check_url(url)
    assert caught.value.code in ("bad_url", "unsafe_url")


@pytest.mark.parametrize("url", ["https://example.com/hook?a=b", "https://example.com:8443/", "https://8.8.8.8/"])
def test_a_public_url_is_taken(url):
    check_url(url)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:169.254.169.254"], []])
def test_a_name_that_leads_inside_is_not_connected_to(found):
    with pytest.raises(UnreachableError, match="private_address"):
        post("https://rebinding.example/", b"{}", {}, resolve=lambda _host, _port: found)


def test_a_name_is_resolved_once_so_that_it_cannot_change_in_between():
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ["10.0.0.1"] if len(asked) > 1 else ["192.0.2.1"]

    with pytest.raises(UnreachableError):
        post("https://rebinding.example/", b"{}", {}, resolve=resolve)
    assert asked == ["rebinding.example"]


def test_this_machine_is_reached_only_when_the_operator_says_so(program, settings):
    settings.WEBHOOKS_TO_LOOPBACK = False
    with refused("unsafe_url"):
        post(program.url, b"{}", {})
    settings.WEBHOOKS_TO_LOOPBACK = True
    assert post(program.url, b"{}", {"content-type": "application/json"}).status == 204


def test_a_redirect_is_not_followed(program, settings):
    settings.WEBHOOKS_TO_LOOPBACK = True
    program.answers = [302]
    assert post(program.url, b"{}", {}).status == 302
    assert len(program.got) == 1

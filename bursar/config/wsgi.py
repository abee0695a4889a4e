"""The WSGI application that granian serves."""

import os
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

Site = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_real_addresses(site: Site) -> Site:
    """Let the browser's address be one or nothing: a proxy may pass on what a browser made up, or add a port."""

    def wrapped(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = _address(environ.get("REMOTE_ADDR", ""))
        return site(environ, start_response)

    return wrapped


def _address(text: str) -> str:
    for found in (text, _without_port(text)):
        try:
            return str(ip_address(found))
        except ValueError:
            continue
    return ""


def _without_port(text: str) -> str:
    try:
        return urlsplit(f"//{text}").hostname or ""
    except ValueError:
        return ""


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
# Behind a proxy every request comes from it: without this, limits and entries would name the proxy as everybody.
application = wrap_wsgi_with_proxy_headers(with_real_addresses(get_wsgi_application()), trusted_hosts=settings.PROXIES)

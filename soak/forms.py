"""50,000 random forms by random people over every address: no error of ours, and only what the policy allows.

`tests/fuzz` is what sends and judges; see its `crowd` and `law`. The same seed sends the same.
"""

import argparse
import logging
import os
import sys
import time
import warnings
from importlib import import_module

import django
from django.conf import settings

FORMS = 50_000
GROWTH = 150 * 2**20  # bytes of memory that may come on top of what the first rounds needed
WARM = 3  # rounds


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.forms")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    _prepare()
    report_module, rounds = import_module("tests.fuzz.report"), import_module("tests.fuzz.rounds")
    report, began, base, peak = report_module.Report(), time.monotonic(), 0, 0
    for played, posts in enumerate(rounds.rounds(args.seed, report), 1):
        resident = report_module.resident()
        base, peak = (resident if played <= WARM else base), max(peak, resident)
        print(f"{posts:>7} forms  {resident >> 20:>5} MiB  {time.monotonic() - began:>7.0f} s", flush=True)
        if posts >= FORMS * args.scale or len(report.failures) > 20:
            break
    print("\n".join(report.lines()))
    print(f"memory: {base >> 20} MiB after {WARM} rounds, {peak >> 20} MiB at most")
    print("\n".join(report.failures))
    if peak - base > GROWTH:
        print(f"memory grew by more than {GROWTH >> 20} MiB")
    return int(bool(report.failures) or peak - base > GROWTH)


def _prepare() -> None:
    """The settings of tests: cheap passwords, plain static files, mails kept in memory; warnings are errors."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bursar.config.settings"
    settings.PASSWORD_HASHERS = ["tests.passwords.CheapArgon2", *settings.PASSWORD_HASHERS]
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.BURSAR_DEMO = True
    django.setup()
    logging.getLogger("django").setLevel(logging.CRITICAL)
    warnings.simplefilter("error")


if __name__ == "__main__":
    sys.exit(main())

"""Delivers what waits in the outbox: claims a mail, builds it, sends it over SMTP, retries with back-off."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from bursar.core import clock
from bursar.mail.builders import Letter, builder_of
from bursar.mail.models import OutboxMail

log = logging.getLogger("bursar.mail")

# Minutes until the next try: six tries over about a day and a half, then it is given up and shown to the operator.
BACK_OFF = (1, 5, 30, 120, 600, 1440)
# A mail claimed by a sender that was killed is due again after this time: it may then be sent twice, never lost.
CLAIM = timedelta(minutes=2)
# What the layouts of mails ask for; undefined names are errors.
_DEFAULTS = {"account_name": "", "button_url": "", "button_label": "", "subject": "Bursar"}


def send_due(limit: int = 100) -> int:
    """Send the mails that are due, oldest first, those that are one of many behind the others; answers how many were
    sent. Never raises for one bad mail."""
    sent = 0
    due = OutboxMail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=clock.now())
    for pk in list(due.order_by("is_bulk", "due_at", "id").values_list("pk", flat=True)[:limit]):
        sent += _send_one(pk)
    return sent


def waiting() -> int:
    """How many mails wait to be sent, due or later."""
    return OutboxMail.objects.filter(sent_at=None, given_up_at=None).count()


def _send_one(pk: int) -> int:
    mail = _claim(pk)
    if mail is None:
        return 0
    try:
        with transaction.atomic():  # the builder may keep the hash of a link it makes
            letter = builder_of(mail.kind)(mail)
        if letter is not None:
            _message(letter).send()
    except Exception as error:  # noqa: BLE001  # one bad mail must not stop the others
        log.warning("mail %s (%s) failed: %s", mail.pk, mail.kind, type(error).__name__)
        _retry_later(mail, error)
        return 0
    OutboxMail.objects.filter(pk=pk).update(sent_at=clock.now(), last_error="")
    return int(letter is not None)


def _claim(pk: int) -> OutboxMail | None:
    """Take one mail for this sender: another sender finds it not due."""
    now = clock.now()
    due = OutboxMail.objects.filter(pk=pk, sent_at=None, given_up_at=None, due_at__lte=now)
    if not due.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return None
    return OutboxMail.objects.get(pk=pk)


def _retry_later(mail: OutboxMail, error: Exception) -> None:
    # The error's class only: an SMTP server's answer may repeat the address or the text.
    fields: dict[str, Any] = {"last_error": type(error).__name__[:300]}
    if mail.attempts >= len(BACK_OFF):
        fields["given_up_at"] = clock.now()
    else:
        fields["due_at"] = clock.now() + timedelta(minutes=BACK_OFF[mail.attempts - 1])
    OutboxMail.objects.filter(pk=mail.pk).update(**fields)


def _stop_url(letter: Letter) -> str:
    if not letter.stop_token:
        return ""
    return settings.BASE_URL + reverse("public:recipient-stop", kwargs={"token": letter.stop_token})


def _message(letter: Letter) -> EmailMultiAlternatives:
    with translation.override(letter.language):
        context = {**_DEFAULTS, "base_url": settings.BASE_URL, "LANGUAGE_CODE": letter.language, **letter.context}
        stop_url = _stop_url(letter)
        context["stop_url"] = stop_url
        name = f"mail/{letter.template}"
        subject = " ".join(render_to_string(f"{name}.subject.txt", context).split())  # no line breaks: no headers
        message = EmailMultiAlternatives(
            subject,
            render_to_string(f"{name}.txt", context),
            to=[letter.to_address, *letter.others],
            attachments=letter.attachments,
            # No List-Unsubscribe-Post (RFC 8058): one click could not tell which of several readers made it.
            headers={"List-Unsubscribe": f"<{stop_url}>"} if stop_url else {},
        )
        message.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    return message

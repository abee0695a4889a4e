"""A file becomes invoices: a small one by one command, a large one staged piece by piece and published at once."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.db import connection
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.core.errors import Conflict
from bursar.invoices import commands, discarding, rendering
from bursar.invoices.intake import against, writing
from bursar.invoices.intake.drafts import Batch, Draft
from bursar.invoices.intake.reading import Reading
from bursar.invoices.intake.spool import Spool, pieces
from bursar.invoices.models import ImportRun
from bursar.invoices.steps.taking import Taken

# What an import is doing, how far it is, and how far it has to go: bytes while reading, then documents.
Progress = Callable[[str, int, int], None]
CACHE = 64 * 1024  # KiB
RENDERED_AT_ONCE = 50  # documents; the PDFs of more are rendered by the worker


def import_documents(
    actor: Actor,
    *,
    content: bytes | BinaryIO,
    file_name: str,
    folder: Path | None = None,
    tell: bool = True,
    progress: Progress = lambda what, done, of: None,
) -> Taken:
    """Take in the invoices and credit notes of a CSV or JSON file: all of them or none.

    Raises FileRefused with every problem of the file, Conflict when another import is at the same documents. `folder`
    is where PDFs that it names lie; `tell` writes to the recipients.
    """
    discarding.discard_abandoned()
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    reading = Reading(stream, file_name, folder)
    size = stream.seek(0, 2)
    stream.seek(0)
    drafts = reading.documents()
    first = next(pieces(drafts), [])
    further = next(drafts, None)
    try:
        if further is None:
            batch = Batch(reading.file_name, reading.sha256, list(reading.issuers.values()), first, reading.problems)
            taken = commands.take_in(actor, batch=batch, tell=tell)
        else:
            with Spool() as spool:
                every = chain(first, [further], drafts)
                needed, same = _look_at_all(reading, every, spool, lambda: progress("reading", reading.position, size))
                taken = _stage_and_publish(actor, reading, spool, needed, same, tell=tell, progress=progress)
    except Conflict as error:
        if error.code != "changed_in_between":
            raise
        words = _("Another import is running. Start this one again.")  # it took one of the numbers
        raise Conflict("changed_in_between", words) from error
    return _with_pdfs(actor, taken)


def _with_pdfs(actor: Actor, taken: Taken) -> Taken:
    """The PDFs of a small file are made at once."""
    if taken.run is None or taken.invoices + taken.credit_notes > RENDERED_AT_ONCE:
        return taken
    run = ImportRun.objects.get(pk=taken.run)
    rendered = 0
    while count := rendering.render_some(actor, run):
        rendered += count
    return replace(taken, rendered=rendered)


def _look_at_all(
    reading: Reading, drafts: Iterator[Draft], spool: Spool, said: Callable[[], None]
) -> tuple[set[str], int]:
    """Look at every document against the others and what is there; new ones go to the spool while nothing is wrong.
    Answers the issuers that they name, and how many are there already; what was remembered of each is let go."""
    look = against.Look(reading.problems)
    same = 0
    for piece in pieces(drafts):
        there = against.known(piece, against.accounts_named(piece))
        new = look.fresh(piece, there)
        same += len(piece) - len(new)
        if not reading.problems:
            spool.add(new)
        said()
    look.finish(reading.issuers.keys())
    reading.first.clear()
    return set(look.issuers), same


def _stage_and_publish(
    actor: Actor, reading: Reading, spool: Spool, needed: set[str], same: int, *, tell: bool, progress: Progress
) -> Taken:
    if reading.problems:
        commands.refuse_file(actor, problems=reading.problems)
    if not spool.count:
        return Taken(unchanged=same)
    described = list(reading.issuers.values())
    run = commands.begin_import(
        actor,
        file_name=reading.file_name,
        sha256=reading.sha256,
        described=described,
        needed=needed,
        count=spool.count,
        same=same,
    )
    sellers = {issuer.key: issuer.data() for issuer in described}
    done = 0
    try:
        for piece in pieces(iter(spool)):
            there = against.known(piece, against.accounts_named(piece), run=run)
            commands.stage(actor, run=run, made=writing.ready(piece, there, sellers), there=there)
            done += len(piece)
            progress("staging", done, spool.count)
        progress("publishing", 0, 1)
        _make_room()
        return commands.publish_import(actor, run=run, described=described, tell=tell)
    except BaseException:
        discarding.discard(run)
        raise


def _make_room() -> None:
    """Let SQLite hold the pages of a large transaction in memory, so that others wait for it half as long."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE}")

"""A plugin of pytest for `make mutants`: puts one changed function after another into a fork of what is loaded.

`BURSAR_TRIED` names a file with the mutants, as JSON: where each is, its code and the ids of the tests to try it by.
For each one a line is written to the file beside it (`.out`): whether the tests noticed, or "anew", when it changes
what a module does while it is imported: that needs a process of its own.
"""

import gc
import json
import os
import resource
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from django.db import connection

SECONDS = 30  # for a test: a mutant that never ends is noticed, too
MEMORY = 4 << 30
Place = tuple[str, str, int]
FUNCTIONS: defaultdict[Place, list[FunctionType]] = defaultdict(list)
CACHES: list["_lru_cache_wrapper[object]"] = []


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of the tests once: those of each mutant, in a process that has its change."""
    path = Path(os.environ["BURSAR_TRIED"])
    mutants = json.loads(path.read_text())
    for file in {mutant["file"] for mutant in mutants}:  # some are otherwise imported by the first request only
        import_module(".".join(Path(file).with_suffix("").parts).removesuffix(".__init__"))
    items = {item.nodeid: item for item in session.items}
    for each in gc.get_objects():
        if type(each) is FunctionType:
            FUNCTIONS[_place(each.__code__)].append(each)
        elif type(each) is _lru_cache_wrapper:
            CACHES.append(each)
    gc.freeze()  # so that a fork copies little of it
    with path.with_suffix(".out").open("w", buffering=1) as out:
        for mutant in mutants:
            chosen = [items[test] for test in mutant["tests"] if test in items]
            out.write(_outcome(session, Path(mutant["file"]).resolve(), mutant["code"], chosen) + "\n")
    return True


def _outcome(session: pytest.Session, file: Path, code: str, items: list[pytest.Item]) -> str:
    changed = changes(compile(file.read_text(), str(file), "exec"), compile(code, str(file), "exec"))
    found = {place: FUNCTIONS[place] for place in changed or ()}
    if changed is None or not all(found.values()):
        return "anew"
    database = Path(f"{connection.settings_dict['TEST']['NAME']}.{os.getpid()}")
    child = os.fork()
    if not child:
        connection.settings_dict["TEST"]["NAME"] = str(database)
        for place, functions in found.items():
            for function in functions:
                function.__code__ = changed[place]
        _exit_when_tried(session, items)
    _pid, status = os.waitpid(child, 0)
    for left in database.parent.glob(f"{database.name}*"):
        left.unlink()
    return "noticed" if status else "survived"


def _exit_when_tried(session: pytest.Session, items: list[pytest.Item]) -> None:
    """By the child: 0 when every test passes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        for cached in CACHES:
            cached.cache_clear()
        for item, following in zip(items, [*items[1:], items[-1]], strict=True):
            signal.alarm(SECONDS)
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)
    finally:
        sys.stderr.flush()
        os._exit(2)


def changes(before: CodeType, after: CodeType) -> dict[Place, CodeType] | None:
    """The outermost functions that differ, or None when something differs outside of functions."""
    found = {}
    if _frame(before) != _frame(after):
        return None
    for one, other in zip(_inner(before), _inner(after), strict=True):
        if one == other:
            continue
        if one.co_flags & 2:  # a function's (CO_NEWLOCALS); else the body of a class
            found[_place(one)] = other
        elif (within := changes(one, other)) is not None:
            found |= within
        else:
            return None
    return found


def _frame(code: CodeType) -> tuple[object, ...]:
    consts = tuple((type(each), each) for each in code.co_consts if not isinstance(each, CodeType))
    return code.co_code, code.co_names, consts, len(list(_inner(code)))


def _inner(code: CodeType) -> Iterator[CodeType]:
    return (each for each in code.co_consts if isinstance(each, CodeType))


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno

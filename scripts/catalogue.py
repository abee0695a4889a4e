"""`make catalogue`: collects the words for people, merges them into each translation; `--check`: what is missing?"""

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALE = Path("bursar/locale")
LANGUAGES = ["fr"]
BABEL = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]
KEYWORDS = ["_l", "gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"]

UPDATE = ["--ignore-obsolete", "--ignore-pot-creation-date", "--no-fuzzy-matching"]


def extract(target: Path) -> None:
    """Write the template: every marked string of Python and of Jinja, with the file it is in."""
    keywords = [f"--keyword={each}" for each in KEYWORDS]
    names = ["--project=Bursar", "--copyright-holder=The Bursar authors", "--msgid-bugs-address="]
    options = ["--mapping-file=pyproject.toml", "--sort-by-file", "--add-location=file", *keywords, *names]
    if _babel("extract", *options, f"--output-file={target}", "."):
        raise SystemExit("The texts could not be collected; the lines above say where.")


def merge(template: Path, language: str) -> None:
    """Bring one translation up to date, or begin it."""
    files = [f"--input-file={template}", f"--output-dir={LOCALE}", "--domain=django", f"--locale={language}"]
    if not _catalogue(language).exists():
        done = _babel("init", *files, "--width=120")
    else:
        done = _babel("update", *files, "--width=120", *UPDATE)
    if done:
        raise SystemExit("The translation could not be brought up to date; the lines above say why.")


def astray(template: Path, language: str) -> list[str]:
    """Texts that the code has and the translation lacks, and the other way round."""
    if not _catalogue(language).exists():
        return ["no catalogue"]
    used, known = _texts_of(template), _texts_of(_catalogue(language))
    return [f"new: {text}" for text in sorted(used - known)] + [f"gone: {text}" for text in sorted(known - used)]


def missing(language: str) -> list[str]:
    """What keeps a translation from being whole: nothing said, said with doubt, or other placeholders."""
    catalogue = _read(_catalogue(language))
    said = [message for message in catalogue if message.id]
    empty = [f"untranslated: {each.id}" for each in said if not all(_texts(each.string))]
    doubtful = [f"fuzzy: {each.id}" for each in said if each.fuzzy]
    wrong = [f"{error}: {each.id}" for each in said for error in each.check(catalogue)]
    return empty + doubtful + wrong


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parts[-3])


def _texts_of(path: Path) -> set[str]:
    said = [message for message in _read(path) if message.id]
    return {" | ".join([each.context or "", *map(str, _texts(each.id))]).removeprefix(" | ") for each in said}


def _texts(string: object) -> tuple[object, ...]:
    return string if isinstance(string, tuple) else (string,)


def _catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _babel(*words: str) -> int:
    return subprocess.run([*BABEL, *words], check=False, timeout=120).returncode


def main(is_check: bool) -> int:
    """Merge, or only compare; 1 if anything is out of date or missing."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "django.pot")
        extract(template)
        for language in LANGUAGES:
            if is_check:
                problems += [f"{language}: {each}" for each in astray(template, language)]
            else:
                merge(template, language)
            if _catalogue(language).exists():
                problems += [f"{language}: {each}" for each in missing(language)]
    if problems and is_check:
        problems.append("Run make catalogue and translate what is new.")
    print("\n".join(problems) or "Every text is translated.")
    return int(bool(problems) and is_check)


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv))

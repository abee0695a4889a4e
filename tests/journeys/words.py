"""What the program says on screen in the language of a journey, from the catalogue that the program itself uses."""

import gettext
import re
from pathlib import Path

import bursar

LOCALE = Path(bursar.__file__).parent / "locale"
CONTEXT = "\x04"  # stands between context and text in a compiled catalogue


class Words:
    """`say("Save")` is “Save” to an English reader and “Enregistrer” to a French one."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._known: dict[object, str] = {}
        if language != "en":
            self._known = dict(_catalogue(language))

    def __call__(self, english: str, /, **values: object) -> str:
        """The words on screen for an English text of ours; a text that was never translated is an error."""
        text = english if self.language == "en" else self._translated(english)
        return text % values if values else text

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The words for so many of something."""
        english = one if number == 1 else many
        text = english if self.language == "en" else self._known[(one, int(number >= 2))]
        return text % {"num": number, "count": number, **values}

    def pattern(self, text: str) -> re.Pattern[str]:
        """Finds a text as the beginning of a name or a sentence, however its spaces are typeset."""
        words = r"\s+".join(re.escape(word) for word in text.split())
        return re.compile(rf"^\s*{words}(?!\w)")

    def _translated(self, english: str) -> str:
        if english in self._known:
            return self._known[english]
        fitting = {
            text for key, text in self._known.items() if isinstance(key, str) and key.endswith(CONTEXT + english)
        }
        if len(fitting) != 1:
            raise AssertionError(f"the {self.language} catalogue has {len(fitting)} texts for “{english}”")
        return fitting.pop()


def _catalogue(language: str) -> dict[object, str]:
    compiled = LOCALE / language / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # its only list of texts

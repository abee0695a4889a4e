"""Translation in templates: Jinja2's own looks the context up again for every word, and a page has hundreds."""

from functools import lru_cache
from typing import Any

from django.utils import translation
from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


def install(env: Environment) -> None:
    """Give the templates `_`, `gettext`, `ngettext` and `pgettext`, with named placeholders."""
    env.install_gettext_callables(  # type: ignore[attr-defined]  # this sets what `trans` blocks are made into
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)


@pass_eval_context
def _gettext(context: EvalContext, message: str, /, **values: Any) -> str:
    text = _text(translation.get_language(), str(message), context.autoescape)
    return text % values if values or "%" in text else text


@pass_eval_context
def _ngettext(context: EvalContext, singular: str, plural: str, num: int, /, **values: Any) -> str:
    text = translation.ngettext(singular, plural, num)
    return (Markup(text) if context.autoescape else text) % {"num": num, **values}  # noqa: S704  # catalogues are ours


@pass_eval_context
def _pgettext(context: EvalContext, about: str, message: str, /, **values: Any) -> str:
    text = translation.pgettext(about, message)
    return (Markup(text) if context.autoescape else text) % {"context": about, **values}  # noqa: S704


@lru_cache(8192)
def _text(language: str | None, message: str, is_markup: bool) -> str:
    """The words in the language that is active: named, so that each language's are kept apart."""
    text = translation.gettext(message)
    return Markup(text) if is_markup else text  # noqa: S704  # our own words; what is put into them is escaped

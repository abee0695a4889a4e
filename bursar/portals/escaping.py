"""Autoescaping as Jinja2 does it, without making an object for every piece of text: a list prints a thousand."""

import re
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """What `escape` makes of the value; text with nothing to escape, and markup, as they are."""
    kind = type(value)
    if kind is Markup or (kind is str and not _special(value)):
        return value  # type: ignore[no-any-return]
    return escape(value)


class _Generator(CodeGenerator):
    """Templates call the function above where they would call `escape`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class EscapingEnvironment(Environment):
    """An environment whose templates escape this way."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

"""The mutants of a file: its code with one comparison, condition, number, loop or set operation changed."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray import mutating, plugins

# What makes a difference here. Types (`int | None`) are no behaviour and left out; so is comparing the members of an
# enum by value instead of by identity, which is the same.
OPERATORS = (
    "core/ReplaceComparisonOperator_",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/AddNot",
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/ZeroIterationForLoop",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/NumberReplacer",
    "core/ExceptionReplacer",
    "core/ReplaceBinaryOperator_BitOr_BitAnd",
    "core/ReplaceBinaryOperator_BitAnd_BitOr",
    "core/ReplaceBinaryOperator_Sub_BitOr",
    "core/ReplaceBinaryOperator_Sub_Add",
    "core/ReplaceBinaryOperator_Add_Sub",
)
IDENTITY = re.compile(r"ComparisonOperator_(Is|IsNot)_|_(Is|IsNot)$")
OPPOSITE = ("core/ReplaceComparisonOperator_Is_IsNot", "core/ReplaceComparisonOperator_IsNot_Is")


@dataclass(frozen=True)
class Mutant:
    """A file with one change, and the line before and after it."""

    file: Path
    line: int
    code: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}: `{self.before}` → `{self.after}`"


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every one, without those in types, and in what dataclasses are declared to be (frozen, with slots)."""
    code = file.read_text()
    tree = ast.parse(code)
    seen = {code}
    for name in plugins.operator_names():
        if not name.startswith(OPERATORS) or (IDENTITY.search(name) and name not in OPPOSITE):
            continue
        operator = plugins.get_operator(name)()
        occurrence = 0
        while (changed := mutating.mutate_code(code.encode(), operator, occurrence)) is not None:
            occurrence += 1
            if changed in seen or not _is_python(changed):
                continue
            seen.add(changed)
            at = next(
                n for n, (a, b) in enumerate(zip(code.splitlines(), changed.splitlines(), strict=False)) if a != b
            )
            before, after = code.splitlines()[at], changed.splitlines()[at]
            column = next(n for n, (a, b) in enumerate(zip(before + "\0", after + "\0", strict=False)) if a != b)
            if not (_is_a_type(tree, at + 1, column) or before.lstrip().startswith("@dataclass(")):
                yield Mutant(file, at + 1, changed, before.strip(), after.strip())


def _is_python(code: str) -> bool:
    """Some changes are none: `while not found := ...`."""
    try:
        return bool(compile(code, "", "exec"))
    except SyntaxError:
        return False


def _is_a_type(tree: ast.Module, line: int, column: int) -> bool:
    return any(_within(node, line, column) for part in ast.walk(tree) for node in _types(part))


def _types(part: ast.AST) -> Iterator[ast.AST]:
    """Annotations, and names for unions of types (`Link = Membership | Grant`)."""
    if isinstance(part, ast.arg) and part.annotation:
        yield part.annotation
    elif isinstance(part, ast.FunctionDef) and part.returns:
        yield part.returns
    elif isinstance(part, ast.AnnAssign):
        yield part.annotation
    elif isinstance(part, ast.Module):
        yield from (
            each
            for each in part.body
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.BinOp | ast.Subscript)
        )


def _within(node: ast.AST, line: int, column: int) -> bool:
    start, end = (getattr(node, name) for name in ("lineno", "end_lineno"))
    first, last = (getattr(node, name) for name in ("col_offset", "end_col_offset"))
    return bool((start, first) <= (line, column) <= (end, last))

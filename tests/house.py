"""The rules of docs/architecture.md that no linter holds, each as a function from source files to what breaks it."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWERS = {"utils", "util", "helpers", "services", "service", "signals", "managers", "common", "misc"}


@dataclass(frozen=True)
class Source:
    """One file of Python."""

    path: Path
    root: Path

    @property
    def module(self) -> str:
        """`bursar.billing.commands.invite`."""
        parts = self.path.relative_to(self.root).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def text(self) -> str:
        """What is in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """How long it is."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[ast.FunctionDef]:
        """Every function and method, wherever it stands."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))

    def commands(self) -> list[ast.FunctionDef]:
        """What is decorated with `@audited`."""
        return [each for each in self.functions() if "audited" in map(_name, each.decorator_list)]

    def is_in(self, *roles: str) -> bool:
        """Whether it is a room's `commands.py` (or `queries.py` …), or in the folder of that name."""
        return self.module.startswith("bursar.") and not set(roles).isdisjoint(self.module.split("."))


def sources(*folders: str, root: Path = ROOT) -> list[Source]:
    """Every file that somebody wrote: no migrations, which Django writes."""
    found = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [Source(path, root) for path in found if "migrations" not in path.parts]


def length(function: ast.FunctionDef) -> int:
    """Lines from its `def` to its end; decorators are not its doing."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def long_files(files: Iterable[Source], limit: int = 400) -> list[str]:
    """Files over the limit."""
    return [f"{file.module}: {file.lines} lines" for file in files if file.lines > limit]


def long_functions(files: Iterable[Source], limit: int = 60) -> list[str]:
    """Functions over the limit."""
    found = [(file, each) for file in files for each in file.functions() if length(each) > limit]
    return [f"{file.module}.{each.name}: {length(each)} lines" for file, each in found]


def modules_without_opening(files: Iterable[Source]) -> list[str]:
    """Modules that do not begin with a sentence on what they are; an empty one need not."""
    return [file.module for file in files if file.tree.body and ast.get_docstring(file.tree) is None]


def drawers(files: Iterable[Source]) -> list[str]:
    """Modules named for nothing in particular."""
    return [file.module for file in files if not DRAWERS.isdisjoint(file.module.split("."))]


def calls_of_commands(files: Iterable[Source]) -> list[str]:
    """Commands that call commands, and what commands share (steps, queries, models) that does."""
    files = [file for file in files if file.is_in("commands", "steps", "queries", "models")]
    names = {each.name for file in files if file.is_in("commands") for each in file.commands()}
    return [f"{file.module} calls {called}" for file in files for called in _commands_called(file, names)]


def not_commands(files: Iterable[Source]) -> list[str]:
    """Public functions of a `commands` module that leave no entry."""
    modules = [file for file in files if file.is_in("commands")]
    public = [
        (file, each)
        for file in modules
        for each in file.tree.body
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
    ]
    return [f"{file.module}.{each.name}" for file, each in public if each not in file.commands()]


def actors_not_first(files: Iterable[Source]) -> list[str]:
    """Commands whose only positional argument is not the actor."""
    commands = [(file, each) for file in files for each in file.commands()]
    positional = [(file, each, [arg.arg for arg in each.args.posonlyargs + each.args.args]) for file, each in commands]
    return [f"{file.module}.{each.name}{tuple(args)}" for file, each, args in positional if args != ["actor"]]


def _commands_called(file: Source, names: set[str]) -> list[str]:
    """Commands that the file calls: its own by name, others through what it imports from a `commands` module."""
    known = _imports(file.tree) | {each.name: f"{file.module}.{each.name}" for each in file.commands()}
    found = set()
    for call in (node for node in ast.walk(file.tree) if isinstance(node, ast.Call)):
        first, _, rest = _dotted(call.func).partition(".")
        full = ".".join(filter(None, [known.get(first, ""), rest])).split(".")
        if "commands" in full and full[-1] in names:
            found.add(".".join(full))
    return sorted(found)


def _imports(tree: ast.Module) -> dict[str, str]:
    """Local name -> what it stands for."""
    known = {"bursar": "bursar"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {each.asname: each.name for each in node.names if each.asname}
        elif isinstance(node, ast.ImportFrom):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return known


def _dotted(node: ast.expr) -> str:
    """`a.b.c` of an expression that is nothing but names and dots."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _name(node: ast.expr) -> str:
    return _dotted(node.func if isinstance(node, ast.Call) else node).rpartition(".")[2]

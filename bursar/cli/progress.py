"""How far long work is: a bar on a terminal, a line for each step elsewhere; on standard error, beside the result."""

import sys
from collections.abc import Mapping

_WIDTH = 30


class Bar:
    """Shows steps by their names, one after another. Work that never says how far it is shows nothing."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.is_terminal = sys.stderr.isatty()
        self.step = ""
        self.drawn = ""

    def show(self, step: str, done: int, of: int) -> None:
        """`done` of `of` parts of a step are done."""
        if step != self.step:
            self.end()
            self.step = step
            if not self.is_terminal:
                sys.stderr.write(f"{self.names[step]} …\n")
        if self.is_terminal:
            self._draw(done, max(of, 1))

    def end(self) -> None:
        """Leave the line that was drawn."""
        if self.drawn:
            sys.stderr.write("\n")
        self.step = self.drawn = ""
        sys.stderr.flush()

    def _draw(self, done: int, of: int) -> None:
        full = min(_WIDTH, _WIDTH * done // of)
        line = f"\r{self.names[self.step]:<12} [{'█' * full}{'·' * (_WIDTH - full)}] {min(100, 100 * done // of):3d} %"
        if line != self.drawn:
            sys.stderr.write(line)
            sys.stderr.flush()
            self.drawn = line

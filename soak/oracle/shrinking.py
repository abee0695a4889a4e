"""The smallest part of a world in which the answers still differ, to be read by people."""

from collections.abc import Callable

from soak.oracle.rows import World

Differs = Callable[[World], bool]


def shrunk(world: World, differs: Differs) -> World:
    """Rows left out, in ever smaller pieces, for as long as the answers differ."""
    size = max(1, len(world) // 2)
    while True:
        shorter = _without_a_piece(world, size, differs)
        if shorter is not None:
            world = shorter
        elif size == 1:
            return world
        else:
            size //= 2


def _without_a_piece(world: World, size: int, differs: Differs) -> World | None:
    pieces = (world[:start] + world[start + size :] for start in range(0, len(world), size))
    return next((piece for piece in pieces if differs(piece)), None)

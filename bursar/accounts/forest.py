"""An account's groups as trees: who is inside whom, how deep. Plain values, no database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

MAX_DEPTH = 6


@dataclass(frozen=True)
class Node:
    """A group with its place in the trees."""

    id: int
    uid: str
    name: str
    description: str = ""
    depth: int = 1
    members: int = 0  # directly in it


@dataclass(frozen=True)
class Forest:
    """The open groups of an account; a group has at most one parent."""

    nodes: Mapping[int, Node]
    parents: Mapping[int, int]
    children: Mapping[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        children: dict[int, list[int]] = defaultdict(list)
        for child in sorted(self.parents, key=self._name):
            children[self.parents[child]].append(child)
        object.__setattr__(self, "children", children)

    @cached_property
    def ordered(self) -> list[Node]:
        """Every group, each one before those inside it, by name; with its depth."""
        roots = sorted((g for g in self.nodes if g not in self.parents), key=self._name)
        return [node for root in roots for node in self._walk(root, 1)]

    def ancestors(self, group: int) -> list[int]:
        """From the group's parent up to the topmost one."""
        found: list[int] = []
        while group in self.parents and self.parents[group] not in found:
            group = self.parents[group]
            found.append(group)
        return found

    def with_ancestors(self, group: int) -> list[int]:
        """The group itself and every group it is inside of: what it carries comes from these."""
        return [group, *self.ancestors(group)]

    def inside(self, group: int) -> list[int]:
        """Every group inside this one, at any depth."""
        return [found for child in self.children.get(group, []) for found in (child, *self.inside(child))]

    def depth(self, group: int) -> int:
        """1 for a topmost group."""
        return len(self.ancestors(group)) + 1

    def height(self, group: int) -> int:
        """How many levels the group and what is inside it take."""
        return 1 + max((self.height(child) for child in self.children.get(group, [])), default=0)

    def fits(self, group: int, parent: int) -> bool:
        """Whether the group with all that is inside it fits under `parent` within the depth allowed."""
        return self.depth(parent) + self.height(group) <= MAX_DEPTH

    def _walk(self, group: int, depth: int) -> Iterator[Node]:
        node = self.nodes[group]
        yield Node(node.id, node.uid, node.name, node.description, depth, node.members)
        for child in self.children.get(group, []):
            yield from self._walk(child, depth + 1)

    def _name(self, group: int) -> tuple[str, int]:
        return (self.nodes[group].name.casefold(), group)

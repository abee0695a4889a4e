"""Groups as trees: pure values (rules 2 and 7)."""

from bursar.accounts.forest import Forest, Node

# 1 Direction > 2 Finance > 3 Payables; 4 Sales
TREES = Forest(
    {n: Node(n, f"uid{n}", name) for n, name in enumerate(("Direction", "Finance", "Payables", "Sales"), 1)},
    {2: 1, 3: 2},
)


def test_ancestors_go_from_the_parent_up():
    assert TREES.ancestors(3) == [2, 1]


def test_inside_means_at_any_depth():
    assert TREES.inside(1) == [2, 3]


def test_each_group_stands_before_those_inside_it():
    assert [(node.name, node.depth) for node in TREES.ordered] == [
        ("Direction", 1),
        ("Finance", 2),
        ("Payables", 3),
        ("Sales", 1),
    ]


def test_a_group_fits_while_all_inside_it_stays_within_six_levels():
    deep = Forest({n: Node(n, str(n), str(n)) for n in range(1, 9)}, {2: 1, 3: 2, 4: 3, 6: 5, 7: 6, 8: 7})
    assert deep.fits(6, 3)
    assert not deep.fits(5, 3)

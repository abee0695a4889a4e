"""docs/permissions.md says what the table says."""

from tests.golden import permissions


def test_the_page_of_permissions_is_the_table(golden):
    golden("docs/permissions.md", permissions.document())

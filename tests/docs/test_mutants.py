"""The page of surviving mutants speaks of the code as it is."""

from pathlib import Path

from scripts.survivors import explained, outdated

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "mutants.md").read_text()


def test_every_survivor_on_the_page_is_a_change_of_a_line_that_there_is():
    assert explained(PAGE)
    assert list(outdated(PAGE, ROOT)) == []


def test_every_line_of_the_page_that_names_a_file_is_understood():
    listed = [line for line in PAGE.splitlines() if line.startswith("- bursar/")]
    assert len(listed) == len(explained(PAGE))


def test_a_survivor_whose_line_was_changed_is_noticed():
    gone = "- bursar/access/kinds.py: `return 7` → `return 8`"
    assert list(outdated(gone, ROOT)) == [gone.removeprefix("- ")]

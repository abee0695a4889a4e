"""S12: nothing changes until Save. Removed by pointer, focus and keyboard, taken back, saved; two who save at once."""

from playwright.sync_api import expect

from tests.journeys.matrix import PAY, REPORTS, Matrix, is_let_in
from tests.journeys.people import HUGO, KARIM, LUCAS, VINCENT


def test_s12_nothing_changes_before_save(site, visitor, matrix):
    matrix.adds(LUCAS.name).ticks(REPORTS, LUCAS.name)
    matrix.somebody.sees("You have unsaved changes")
    assert not is_let_in(visitor, site, LUCAS)
    matrix.saves().sees("The permissions are saved.")
    assert is_let_in(visitor, site, LUCAS)
    matrix.unticks(REPORTS, LUCAS.name)
    assert is_let_in(visitor, site, LUCAS)
    matrix.saves().sees("The permissions are saved.")
    assert not is_let_in(visitor, site, LUCAS)


def test_s12_cancel_forgets_the_draft(matrix):
    matrix.unticks(PAY, "Finance")
    matrix.bar.sees("You have unsaved changes").presses("Cancel")
    expect(matrix.box(PAY, "Finance")).to_be_checked()
    expect(matrix.bar.area).to_be_hidden()


def test_s12_a_row_is_removed_by_pointer_and_stays_until_save(matrix):
    trash = matrix.trash("Informatique")
    expect(trash).to_have_css("opacity", "0")
    matrix.row("Informatique").area.hover()
    expect(trash).to_have_css("opacity", "1")
    trash.click()
    matrix.row("Informatique").sees("will be removed")
    matrix.undo("Informatique").click()
    matrix.row("Informatique").misses(matrix.somebody.say("will be removed"))
    expect(matrix.bar.area).to_be_hidden()


def test_s12_a_row_is_removed_by_keyboard_alone(matrix):
    keyboard = matrix.somebody.page.keyboard
    matrix.box(REPORTS, "Direction").focus()
    expect(matrix.trash("Direction")).to_have_css("opacity", "1")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(matrix.trash("Direction")).to_be_focused()
    keyboard.press("Enter")
    matrix.row("Direction").sees("will be removed")
    expect(matrix.undo("Direction")).to_be_focused()
    keyboard.press("Enter")
    expect(matrix.trash("Direction")).to_be_focused()
    expect(matrix.box(REPORTS, "Direction")).to_be_checked()


def test_s12_remove_then_save_ends_it(site, visitor, matrix):
    matrix.gives(KARIM.name, REPORTS)
    matrix.row(KARIM.name).area.hover()
    matrix.trash(KARIM.name).click()
    assert is_let_in(visitor, site, KARIM)
    matrix.saves().sees("The permissions are saved.")
    expect(matrix.box(REPORTS, KARIM.name)).to_have_count(0)
    assert not is_let_in(visitor, site, KARIM)


def test_s12_of_two_who_save_the_second_sees_both_changes(site, visitor, matrix):
    vincents = Matrix(visitor(), site, VINCENT)
    matrix.adds(HUGO.name).ticks(REPORTS, HUGO.name)
    vincents.gives("Antoine Girard", REPORTS)
    second = matrix.saves().sees_heading("Somebody else saved this page in the meantime")
    second.reads("Antoine Girard").reads(VINCENT.name).reads(HUGO.name)
    second.presses("Apply my changes again").sees("You have unsaved changes")
    expect(matrix.box(REPORTS, "Antoine Girard")).to_be_checked()
    matrix.saves().sees("The permissions are saved.")
    expect(matrix.box(REPORTS, HUGO.name)).to_be_checked()


def test_s12_a_draft_outlives_a_reload_and_is_forgotten_by_cancel(matrix):
    matrix.unticks(PAY, "Finance").adds(KARIM.name).ticks(REPORTS, KARIM.name)
    matrix.somebody.page.reload()
    matrix.bar.sees("You have unsaved changes")
    expect(matrix.box(PAY, "Finance")).not_to_be_checked()
    expect(matrix.box(REPORTS, KARIM.name)).to_be_checked()
    matrix.bar.presses("Cancel")
    matrix.somebody.page.reload()
    expect(matrix.box(PAY, "Finance")).to_be_checked()
    expect(matrix.bar.area).to_be_hidden()

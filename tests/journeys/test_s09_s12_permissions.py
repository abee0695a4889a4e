"""S9 to S12: PBX administration. Its own door, ticks for users and groups, and nothing changes until Save."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import CAMILLE, CHLOE, HUGO, KARIM, LUCAS, MANON, PAUL, SARAH, SOPHIE, VINCENT, YANN

VIEW, PAY, REPORTS = "View invoices", "Pay invoices", "View reports"


class Matrix:
    """The permissions page with somebody before it."""

    def __init__(self, somebody, site, human):
        self.somebody = somebody.enters(f"/pbx/{site.lumiere}/permissions/", human)
        self.bar = somebody.within(somebody.page.locator("[data-savebar]"))

    def row(self, name):
        """The row of a person or group."""
        return self.somebody.at_row(name)

    def box(self, permission, name):
        """The tick box of a permission in somebody's row."""
        say = self.somebody.say
        return self.somebody.tick_box("%(permission)s for %(name)s", permission=say(permission), name=name)

    def adds(self, name):
        """Look for a person or group, and put it on the page."""
        self.somebody.field("Add a person or group").fill(name)
        self.somebody.page.locator("[data-candidates]").get_by_role("link").filter(has_text=name).click()
        expect(self.box(VIEW, name)).to_be_visible()
        return self

    def ticks(self, permission, name):
        """Tick."""
        self.box(permission, name).check()
        return self

    def unticks(self, permission, name):
        """Take a tick away."""
        self.box(permission, name).uncheck()
        return self

    def trash(self, name):
        """The trash icon of a row."""
        return self.row(name).button("Remove %(name)s", name=name)

    def undo(self, name):
        """The button that takes a removal back."""
        return self.row(name).button("Undo")

    def saves(self):
        """Press Save, and be told."""
        with self.somebody.page.expect_navigation():
            self.bar.presses("Save")
        return self.somebody

    def gives(self, name, *permissions):
        """Add somebody, tick and save: what other tests begin with."""
        self.adds(name)
        for permission in permissions:
            self.ticks(permission, name)
        self.saves().sees("The permissions are saved.")
        return self


@pytest.fixture
def matrix(site, somebody):
    """Camille, who holds everything, before the permissions page of Lumière & Fils."""
    return Matrix(somebody, site, CAMILLE)


def is_let_in(visitor, site, human):
    """Whether PBX administration opens to somebody, in a browser of their own."""
    someone = visitor().opens(f"/pbx/{site.lumiere}/").signs_in(human)
    refusal = someone.text(someone.say("You may not enter here"))
    expect(refusal.or_(someone.text(someone.say("What you may do here")))).to_be_visible()
    return not refusal.count()


def test_s09_pbx_administration_has_a_sign_in_of_its_own_and_permissions_on_the_left(site, somebody):
    somebody.opens("/").at_main().follows("PBX administration (classic)")
    somebody.is_at("/pbx/sign-in/").sees("PBX administration (classic)").signs_in(VINCENT)
    somebody.is_at(f"/pbx/{site.lumiere}/$").at_navigation().follows("Permissions")
    somebody.sees_heading("Permissions").sees("Tick the permissions needed")
    path = somebody.within(somebody.page.locator("nav.breadcrumbs"))
    path.sees("General").sees("General permissions").sees("Who")


def test_s09_who_holds_no_permission_does_not_get_in(visitor, site):
    assert not is_let_in(visitor, site, SARAH)


def test_s10_a_user_is_selected_and_the_permissions_needed_are_ticked(site, visitor, matrix):
    matrix.adds(MANON.name).ticks(VIEW, MANON.name)
    say = matrix.somebody.say
    gains = "%(count)s person gains %(permission)s", "%(count)s people gain %(permission)s"
    matrix.somebody.reads(say.count(*gains, 1, permission=say(VIEW)))
    matrix.saves().sees("The permissions are saved.")
    expect(matrix.box(VIEW, MANON.name)).to_be_checked()
    assert is_let_in(visitor, site, MANON)


def test_s10_a_group_is_selected_and_counts_for_everybody_in_it(site, visitor, matrix):
    matrix.adds("Bureau d’études").ticks(REPORTS, "Bureau d’études")
    matrix.somebody.reads("Yann Le Goff")
    matrix.saves().sees("The permissions are saved.")
    assert is_let_in(visitor, site, YANN)


def test_s11_view_invoices_lets_them_view_and_no_more(site, somebody):
    somebody.enters(f"/pbx/{site.lumiere}/", CHLOE).at_navigation().follows("Invoices")
    somebody.sees("Open invoices").sees("Paid invoices")
    expect(somebody.select_boxes()).to_have_count(0)
    somebody.page.locator("tbody th a").first.click()
    somebody.sees("Left to pay").sees("You may see this invoice. Paying it needs the right “Pay invoices”.")
    expect(somebody.at_main().link("Pay")).to_have_count(0)


def test_s11_pay_invoices_lets_them_pay(site, somebody):
    somebody.enters(f"/pbx/{site.lumiere}/", SOPHIE).at_navigation().follows("Invoices")
    number = somebody.page.locator("tbody th a").first.inner_text()
    somebody.follows_name(number).at_main().link("Pay").last.click()
    somebody.chooses("Another card").presses("Continue").page.locator("button.pay").click()
    somebody.sees_heading("Thank you").reads(number)
    site.mailbox.wait_for(SOPHIE.email, link="/payments/")


def test_s11_pay_depends_on_view(matrix):
    matrix.adds(PAUL.name).ticks(PAY, PAUL.name)
    expect(matrix.box(VIEW, PAUL.name)).to_be_checked()
    matrix.unticks(VIEW, PAUL.name)
    expect(matrix.box(PAY, PAUL.name)).not_to_be_checked()


def test_s11_the_server_refuses_pay_without_view(site, visitor, matrix):
    matrix.adds(PAUL.name).ticks(PAY, PAUL.name)
    matrix.box(VIEW, PAUL.name).evaluate("box => { box.checked = false }")  # as a broken browser would send it
    matrix.saves().sees("Nothing was saved")
    assert not is_let_in(visitor, site, PAUL)


def test_s11_nobody_gives_what_they_do_not_hold(site, somebody, visitor):
    vincents = Matrix(somebody, site, VINCENT)
    vincents.adds(PAUL.name).ticks(VIEW, PAUL.name)
    expect(somebody.page.locator("[data-effect] .effect--bad")).to_be_visible()
    vincents.saves().sees("Nothing was saved")
    assert not is_let_in(visitor, site, PAUL)


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
    second.presses("Put my changes on top").sees("You have unsaved changes")
    expect(matrix.box(REPORTS, "Antoine Girard")).to_be_checked()
    matrix.saves().sees("The permissions are saved.")
    expect(matrix.box(REPORTS, HUGO.name)).to_be_checked()

"""S9 to S11: PBX administration has a door of its own; users and groups are ticked; Pay depends on View."""

from playwright.sync_api import expect

from tests.journeys.matrix import PAY, REPORTS, VIEW, Matrix, is_let_in
from tests.journeys.people import CHLOE, MANON, PAUL, SARAH, SOPHIE, VINCENT, YANN


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
    somebody.arrives(site, f"/pbx/{site.lumiere}/", CHLOE).at_navigation().follows("Invoices")
    somebody.sees("Open invoices").sees("Paid invoices")
    expect(somebody.select_boxes()).to_have_count(0)
    somebody.page.locator("tbody th a").first.click()
    somebody.sees("Left to pay").sees("You may see this invoice. Paying it needs the right “Pay invoices”.")
    expect(somebody.at_main().link("Pay")).to_have_count(0)


def test_s11_pay_invoices_lets_them_pay(site, somebody):
    somebody.arrives(site, f"/pbx/{site.lumiere}/", SOPHIE).at_navigation().follows("Invoices")
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

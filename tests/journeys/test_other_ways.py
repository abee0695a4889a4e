"""Ways beyond the thirteen: a card that is declined, access that is asked for, a portal that is left on purpose."""

from playwright.sync_api import expect

from tests.journeys.people import CAMILLE, JULIEN, LEA, NADIA

NO_FUNDS = "4000 0000 0000 9995"


def test_a_declined_card_says_why_and_another_one_pays(site, somebody):
    somebody.arrives(site, f"/billing/{site.lumiere}/invoices/", NADIA)
    number = somebody.page.locator("tbody th a").first.inner_text()
    somebody.follows_name(number).at_main().link("Pay").last.click()
    somebody.chooses("Another card").presses("Continue")
    somebody.types("Card number", NO_FUNDS).page.locator("button.pay").click()
    somebody.sees_heading("The payment was declined")
    somebody.sees("There was not enough money on the account it was to be paid from.")
    somebody.follows("Try again").chooses("Another card").presses("Continue").page.locator("button.pay").click()
    somebody.sees_heading("Thank you").reads(number)
    somebody.opens(f"/billing/{site.lumiere}/invoices/?tab=paid").reads(number)


def test_a_part_is_paid_with_the_saved_card_and_the_rest_stays_due(site, say, somebody):
    somebody.arrives(site, f"/billing/{site.lumiere}/invoices/", CAMILLE)
    number = somebody.page.locator("tbody th a").last.inner_text()
    somebody.follows_name(number).at_main().link("Pay").last.click()
    somebody.page.locator("input[name^=amount_]").fill("5")
    somebody.presses("Continue").page.get_by_role("main").get_by_role("button").last.click()
    somebody.sees_heading("Thank you").reads(number)
    somebody.opens(f"/billing/{site.lumiere}/invoices/").at_row(number).sees("Partly paid")


def test_several_invoices_are_paid_at_once(site, somebody):
    somebody.arrives(site, f"/billing/{site.harbour}/invoices/", NADIA)
    numbers = somebody.page.locator("tbody th a").all_inner_texts()[:2]
    for number in numbers:
        somebody.ticks("Select invoice %(number)s", number=number)
    somebody.presses("Pay the selected invoices").chooses("Another card").presses("Continue")
    somebody.page.locator("button.pay").click()
    somebody.sees_heading("Thank you").reads(numbers[0]).reads(numbers[1])


def test_a_refused_super_admin_asks_for_access_and_is_granted_it(site, say, visitor):
    julien, camille = visitor(), visitor()
    julien.arrives(site, f"/billing/{site.lumiere}/", JULIEN).follows("Request access")
    julien.page.locator("main textarea").fill("Bonjour")
    julien.presses("Request access").sees("You have asked for access")
    site.mailbox.wait_for(CAMILLE.email, link="/administrators/")
    camille.arrives(site, f"/billing/{site.lumiere}/administrators/", CAMILLE)
    asked = camille.within(camille.page.locator("li.ask").filter(has_text=JULIEN.name))
    asked.follows("Grant")
    camille.chooses("Viewer").presses("Grant access").at_row(JULIEN.name).sees("Viewer")
    julien.opens("/me/requests/").sees("Granted")
    julien.opens(f"/billing/{site.lumiere}/").goes_on(JULIEN).sees("Balance due")
    expect(julien.select_boxes()).to_have_count(0)


def test_a_declined_request_comes_with_a_word(site, visitor):
    lea, camille = visitor(), visitor()
    camille.arrives(site, f"/billing/{site.lumiere}/administrators/", CAMILLE)
    camille.within(camille.page.locator("li.ask").filter(has_text=LEA.name)).follows("Decline")
    camille.page.locator("main textarea").fill("Voyez Nadia.")
    camille.at_main().presses("Decline")
    lea.arrives(site, "/me/requests/", LEA).sees("Declined").reads("Voyez Nadia.")


def test_leaving_the_billing_portal_asks_for_the_password_again(site, somebody):
    somebody.enters(f"/billing/{site.lumiere}/", CAMILLE).chooses_from_menu(CAMILLE, "Sign out of this portal")
    somebody.sees_heading("Continue as %(name)s?", name=CAMILLE.name)
    somebody.opens(f"/billing/{site.lumiere}/invoices/").is_at(f"/billing/{site.lumiere}/sign-in/")
    somebody.types("Password", "not the password at all").presses("Continue as %(name)s", name=CAMILLE.name)
    somebody.sees("Please look at this again").types("Password", "demo-demo-demo-demo")
    somebody.presses("Continue as %(name)s", name=CAMILLE.name).is_at(f"/billing/{site.lumiere}/invoices/")


def test_signing_out_everywhere_closes_every_portal(site, somebody):
    somebody.enters(f"/billing/{site.lumiere}/", CAMILLE).opens(f"/admin/{site.lumiere}/").goes_on(CAMILLE)
    somebody.chooses_from_menu(CAMILLE, "Sign out everywhere").is_at("/$")
    for door in ("billing", "admin", "pbx"):
        somebody.opens(f"/{door}/{site.lumiere}/").sees_heading("Sign in")

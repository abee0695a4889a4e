"""What one does on a page before it is looked at: leave it with errors, open its menus, begin a draft."""

from collections.abc import Callable

from playwright.sync_api import Page

from bursar.demo.cast import PASSWORD

Act = Callable[[Page], object]


def sends_nothing(page: Page) -> None:
    """Send the form empty, past the browser's own check: the page with its errors."""
    with page.expect_navigation():
        page.evaluate("""() => {
            const form = document.querySelector("main form.form, main form.stack, main form.columns, main form");
            for (const field of form.querySelectorAll("input:not([type=hidden]):not([type=radio]), textarea"))
                if (field.type !== "checkbox") field.value = "";
            form.noValidate = true;
            form.submit();
        }""")
    page.locator("[data-error-summary], .field--wrong, .wrong").first.wait_for()


def opens_the_menus(page: Page) -> None:
    """Open every disclosure of the page."""
    page.evaluate("document.querySelectorAll('details:not([name])').forEach(one => { one.open = true })")
    page.locator("details[name] > summary").filter(visible=True).last.click()


def opens_the_app_switcher(page: Page) -> None:
    """Open the app switcher."""
    page.locator("summary", has=page.locator("circle")).click()


def drafts(page: Page) -> None:
    """On the permissions page: a row removed, one changed, and somebody looked for."""
    rows = page.locator("tr[data-row]")
    rows.nth(0).locator("[data-remove]").dispatch_event("click")
    rows.nth(1).locator("input[type=checkbox]").nth(4).click()
    page.locator("#picker-q").press_sequentially("ma")
    page.locator("[data-add]").first.wait_for()
    page.locator("[data-effect] > *").first.wait_for()


def dates(page: Page) -> None:
    """On the permissions page: the dates of a row open, an end that Pay cannot have, and what stands against it."""
    page.locator("[data-cancel]").evaluate("button => button.click()")  # the draft that was kept
    row = page.locator("tr[data-row]", has=page.locator("[data-needs]:checked")).first
    row.locator("[data-dates]").click()
    page.locator("tr[data-panel-of] [data-permission=pay_invoices] [data-field=starts_on]").fill("2100-01-01")
    page.locator("tr[data-panel-of] [data-permission=view_invoices] [data-field=ends_on]").fill("2100-12-31")
    page.locator("[data-error-of]:not([hidden])").first.wait_for()


def reviews(page: Page) -> None:
    """As without a script: the page that asks before a row is saved."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-remove-form]').submit()")
    page.locator("form.confirm").wait_for()


def saves_too_late(page: Page) -> None:
    """Save a draft of a page that has been saved since."""
    page.locator("tr[data-row]").nth(0).locator("[data-remove]").dispatch_event("click")
    page.evaluate("document.querySelector('[data-savebar] [name=version]').value = '0'")
    with page.expect_navigation():
        page.locator("[data-savebar] button").first.click()
    page.locator("form[action*=reapply]").wait_for()


def goes_on_with_the_saved_card(page: Page) -> None:
    """From the amounts to the last question."""
    with page.expect_navigation():
        page.locator("main form.pay button").last.click()
    page.locator("form.pay--confirm").wait_for()


def asks_too_often(page: Page) -> None:
    """Ask for a new password again and again."""
    page.evaluate("""async () => {
        const form = document.querySelector("main form");
        form.elements.email.value = "nobody@nowhere.example";
        for (let times = 0; times < 6; times++) await fetch("", { method: "POST", body: new FormData(form) });
    }""")
    with page.expect_navigation() as answer:
        page.evaluate("document.querySelector('main form').submit()")
    assert answer.value.status == 429


def makes_a_token(page: Page) -> None:
    """Make a token for a program, which is shown once."""
    page.locator("main input[name=name]").fill("Night shift")
    page.locator("main input[name=scopes]").first.check()
    page.locator("main input[name=current]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button").last.click()
    page.locator("main [data-copy-value]").wait_for()


def pays_in_two_currencies(page: Page) -> None:
    """Choose invoices in euros and in pounds, and go to pay them."""
    ticks_all(page)
    with page.expect_navigation():
        page.locator("[data-selection-bar] button").first.click()
    page.locator("main .grid .card").nth(1).wait_for()


def ticks_all(page: Page) -> None:
    """Choose every invoice of the list."""
    page.locator("[data-select-all]").check()

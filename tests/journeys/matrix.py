"""The permissions page of PBX administration with somebody before it."""

from playwright.sync_api import expect

VIEW, PAY, REPORTS = "View invoices", "Pay invoices", "View reports"


class Matrix:
    """The permissions page with somebody before it."""

    def __init__(self, somebody, site, human):
        self.somebody = somebody.arrives(site, f"/pbx/{site.lumiere}/permissions/", human)
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


def is_let_in(visitor, site, human):
    """Whether PBX administration opens to somebody, in a browser of their own."""
    someone = visitor().opens(f"/pbx/{site.lumiere}/").signs_in(human)
    refusal = someone.text(someone.say("You may not enter here"))
    expect(refusal.or_(someone.text(someone.say("What you may do here")))).to_be_visible()
    return not refusal.count()

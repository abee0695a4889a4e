"""What screens are made of: classes that exist, readable colours, pages without style or script, a true index."""

import re
from pathlib import Path

import pytest

PORTALS = Path(__file__).resolve().parents[2] / "bursar" / "portals"
INDEX = PORTALS.parents[1] / "docs" / "design-system.md"
PAGES = [path for path in (PORTALS / "templates").rglob("*.html") if not {"mail", "sandbox"} & set(path.parts)]
SHEETS = "".join(path.read_text() for path in (PORTALS / "static").rglob("*.css"))
SCRIPTS = "".join(path.read_text() for path in (PORTALS / "static" / "bursar" / "js").rglob("*.js"))
READ_ON = [
    ("text", "canvas"), ("text", "surface"), ("text", "sunken"), ("muted", "canvas"), ("muted", "surface"),
    ("muted", "sunken"), ("accent", "surface"), ("accent", "canvas"), ("accent-strong", "accent-tint"),
    ("on-accent", "accent"), ("on-bad", "bad-fill"), ("bad", "surface"),
    *((tone, f"{tone}-tint") for tone in ("good", "warn", "bad", "info", "plum")),
    *(("text", f"{tone}-tint") for tone in ("good", "warn", "bad", "info", "accent")),
]  # fmt: skip


def test_every_class_in_a_template_has_a_rule_or_a_script():
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", SHEETS + SCRIPTS))
    used = {(path.name, name) for path in PAGES for name in classes_in(path.read_text())}
    assert sorted(each for each in used if each[1] not in known) == []


def test_every_class_is_drawn_in_one_place():
    drawn = SHEETS.replace((PORTALS / "static" / "bursar" / "css" / "print.css").read_text(), "")
    names = re.findall(r"^  \.([\w-]+) \{", drawn, flags=re.MULTILINE)
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_page_holds_style_or_script():
    inline = re.compile(r"<style|<script(?![^>]*(?:\bsrc=|application/json))|\sstyle=|\son[a-z]+=\"")
    assert [path.name for path in PAGES if inline.search(path.read_text())] == []


def test_colours_are_written_as_tokens_alone():
    sheets = [path for path in (PORTALS / "static" / "bursar").rglob("*.css") if path.stem not in {"tokens", "print"}]
    assert [path.name for path in sheets if re.search(r"#[0-9a-f]{3,8}\b", path.read_text())] == []


def test_the_index_names_every_macro_with_its_parameters():
    written = INDEX.read_text()
    macros = [each for path in (PORTALS / "templates" / "ui").glob("*.html") for each in macros_in(path.read_text())]
    assert [each for each in macros if f"`{each}`" not in written] == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), READ_ON)
def test_every_text_can_be_read(ink, paper, theme):
    assert contrast(colour(ink, theme), colour(paper, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("edge", ["line-strong", "focus"])
def test_the_edges_of_controls_can_be_seen(edge, theme):
    assert contrast(colour(edge, theme), colour("surface", theme)) >= 3


def classes_in(text: str) -> set[str]:
    """The class names written out in a template; those put together in it are left out."""
    plain = re.sub(r"\{[%#].*?[%#]\}", " ", text, flags=re.DOTALL)
    lists = re.findall(r'class="([^"]*)"', plain)
    return {name for each in lists for name in re.sub(r"\S*\{\{.*?\}\}\S*", "", each).split()}


def macros_in(text: str) -> list[str]:
    """`name(parameters)` of each macro that ui.html offers to pages."""
    offered = (PORTALS / "templates" / "ui.html").read_text()
    found = re.findall(r"\{% macro ((\w+)\(.*?\)) %\}", text)
    return [signature for signature, name in found if f"set {name} = " in offered]


def colour(name: str, theme: int) -> str:
    """A colour token in the light (0) or dark (1) theme."""
    pair = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", SHEETS)
    assert pair, name
    return pair[theme + 1]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(hexadecimal: str) -> float:
    """How bright a colour is, from 0 to 1."""
    parts = [int(hexadecimal[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

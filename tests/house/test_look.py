"""The look: readable in both themes, nothing inline, small files, one joined file."""

import re

import pytest
from django.template.loader import render_to_string

from tests.house.the_house import SOURCE, sources
from withness.web.management.commands import styles
from withness.web.templatetags import look
from withness.web.views import lookbook

STATIC = SOURCE / "web" / "static" / "web"
PARTS = sorted((STATIC / "css").glob("*.css"))
TOKENS = (STATIC / "css" / "tokens.css").read_text("utf-8")
TEMPLATES = list(sources("*.html"))
LARGEST = 25_000

READ = 7.0  # long text, WCAG AAA
SEEN = 4.5  # other text, WCAG AA
DRAWN = 3.0  # borders and pictures, WCAG 1.4.11
PAIRS = [
    *[("ink", ground, READ) for ground in ("page", "paper", "teal-soft", "clay-soft", "sand-soft")],
    *[("quiet", ground, READ) for ground in ("page", "paper")],
    *[("quiet", ground, SEEN) for ground in ("teal-soft", "clay-soft", "sand-soft")],
    *[("teal", ground, SEEN) for ground in ("page", "paper", "teal-soft", "sand-soft")],
    *[("teal-deep", ground, SEEN) for ground in ("page", "paper", "teal-soft")],
    *[("clay-ink", ground, SEEN) for ground in ("page", "paper", "clay-soft")],
    ("on-teal", "teal", READ),
    ("on-teal", "teal-deep", READ),
    *[("clay", ground, DRAWN) for ground in ("page", "paper", "sand")],
    *[("teal", ground, DRAWN) for ground in ("sand",)],
    *[("edge", ground, DRAWN) for ground in ("page", "paper")],
]


def themes():
    """The colours of each block of tokens: light, dark by the machine, dark by choice."""
    blocks = re.findall(r"\{([^{}]*--page:[^{}]*)\}", TOKENS)
    return [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block)) for block in blocks]


LIGHT, DARK, CHOSEN_DARK = themes()


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_of_contrast_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("fore", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_pair_of_colours_can_be_read(theme, fore, ground, least):
    assert contrast(theme[fore], theme[ground]) >= least


def test_dark_by_choice_is_dark_by_the_machine():
    assert CHOSEN_DARK == DARK
    assert LIGHT.keys() == DARK.keys()


def test_colours_stand_in_the_tokens_and_nowhere_else():
    for part in PARTS:
        if part.stem in ("tokens", "print"):
            continue
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl", part.read_text("utf-8")), part.name


def test_every_token_that_is_used_is_there():
    used = set(re.findall(r"var\(--([a-z0-9-]+)", styles.joined()))
    there = set(re.findall(r"--([a-z0-9-]+):", TOKENS))
    assert used <= there, used - there


def test_the_joined_file_is_the_join_of_its_parts():
    assert {part.stem for part in PARTS} == set(styles.PARTS)
    assert styles.JOINED.read_text("utf-8") == styles.joined(), "run ./withness manage styles"
    assert len(styles.joined().encode()) < LARGEST


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_is_short_layered_and_turns_round_for_arabic(part):
    css = part.read_text("utf-8")
    assert css.count("\n") < 300
    assert "@layer" in css
    sides = r"[\s;{](?:margin|padding|border)-(?:left|right)|[\s;{](?:left|right):|align:\s*(?:left|right)"
    assert not re.findall(sides, css), "use logical properties"


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: "/".join(page.parts[-2:]))
def test_nothing_is_inline_in_a_template(page):
    html = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", page.read_text("utf-8"), flags=re.DOTALL
    )
    inline = r"<style|\sstyle\s*=|\son[a-z]+\s*=|hx-on|javascript:|<script(?![^>]*\ssrc=)"
    assert not re.findall(inline, html, flags=re.IGNORECASE)
    elsewhere = r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//"""
    assert not re.findall(elsewhere, html), "nothing is loaded from elsewhere"


def test_every_component_says_how_it_is_used():
    for component in sorted((SOURCE / "web/templates/web/components").glob("*.html")):
        assert component.read_text("utf-8").startswith("{#"), component.name


def test_every_script_is_a_small_module_of_the_house():
    for script in sources("*.js"):
        text = script.read_text("utf-8")
        assert text.startswith("//"), f"{script.name} says nothing about itself"
        assert text.count("\n") < 300
        assert not re.findall(r"\beval\(|new Function|innerHTML|document\.write|https?://", text)


@pytest.fixture
def look_book(rf):
    return render_to_string(
        "web/lookbook.html", lookbook.stage({"wrong": "1"}), rf.get("/", {"wrong": "1"})
    )


def test_a_wrong_field_is_joined_to_its_question_help_and_error(look_book):
    reach = re.search(r"<input[^>]*id=\"id_reach\"[^>]*>", look_book).group()
    assert 'aria-describedby="id_reach_helptext"' in reach
    assert 'value="07700 900 123"' in look_book, "what was typed comes back"
    name = re.findall(r"<input[^>]*id=\"id_name\"[^>]*>", look_book)[-1]
    assert 'aria-invalid="true"' in name
    assert 'aria-describedby="id_name_error"' in name
    assert 'id="id_name_error"' in look_book


def test_ways_to_choose_are_one_group_with_a_question(look_book):
    assert 'role="radiogroup" aria-labelledby="id_place_label"' in look_book
    assert 'role="group" aria-labelledby="id_there_label"' in look_book


def test_the_page_has_one_heading_above_all_and_a_way_out(look_book):
    assert look_book.count("<h1") == 1
    assert "data-leave" in look_book
    assert '<a class="skip" href="#main">' in look_book


@pytest.mark.parametrize("name", ["404.html", "500.html", "400.html", "403_csrf.html", "429.html"])
def test_pages_for_what_went_wrong_need_nothing(name):
    page = render_to_string(name)
    assert page.count("<h1") == 1
    assert "csrf" not in page


@pytest.mark.parametrize(
    ("number", "rings"),
    [
        ("999", "tel:999"),
        ("111, option 2", "tel:111"),
        ("+49 (0)30 1234-56", "tel:+4930123456"),
        ("01632 960 961", "tel:01632960961"),
        ("", "tel:"),
    ],
)
def test_a_number_rings_by_one_press(number, rings):
    assert look.dial(number) == rings

"""A picture resolved: everything it says is plain, has its place in the file, and crosses to another process."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import fields, is_dataclass, replace
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import golden_folder
from support.faults import refused

from kit.base.errors import DrawingError, Mark
from kit.compose.content import resolve
from kit.compose.content.chart_content import chart_content
from kit.compose.content.descriptions import ReadSlots, alt_texts
from kit.compose.content.picture_slots import slot_contents
from kit.compose.content.theme import colours_of
from kit.model.chart.plain_charts import FieldOfMarks, PartOfBar, RowOfDays
from kit.model.picture import ChartContent, Code, DrawnSlots, Picture, Words
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.artwork import Artboard
    from kit.model.project import Project

LINK = "https://www.change.org/childsafetyfirst"
#: Slots of a drawing that has everything the golden project fills.
ALL = frozenset(("headline", "support", "address", "qr", "number", "unit", "qualifier", "counts", "source"))


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(golden_folder() / "kit.yaml")


def board(project: Project, name: str) -> Artboard:
    return next(artboard for artboard in plan(project) if str(artboard) == name)


def drawn(slots: frozenset[str] = ALL) -> DrawnSlots:
    return DrawnSlots("notice/square.svg", 1, slots, {None: slots})


def resolved(project: Project, name: str, slots: frozenset[str] = ALL) -> Picture:
    return resolve(board(project, name), project, drawn(slots))


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (anything a picture holds)
    """Yield every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in {"mark", "marks", "placement"}:
                yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, tuple):
        yield from (text for inner in value for text in texts(inner))


def test_no_text_of_a_picture_has_marks_braces_or_roles_left(project: Project) -> None:
    found = [text for artboard in plan(project) for text in texts(resolve(artboard, project, drawn()))]
    assert len(found) > 100
    assert [text for text in found if "**" in text or "{" in text or text.startswith("@")] == []


def test_a_picture_is_a_small_value_that_crosses_to_another_process(project: Project) -> None:
    picture = resolved(project, "tools x/square")
    sent = pickle.dumps(picture)
    assert pickle.loads(sent) == picture  # noqa: S301  (our own bytes)
    assert len(sent) < 10_000


def test_emphasis_becomes_a_stretch_of_plain_words_with_their_line(project: Project) -> None:
    headline = resolved(project, "tools x/square").slots["headline"]
    assert isinstance(headline, Words)
    assert headline.text == "Keep the tools that find abuse switched on."
    assert [headline.text[start:end] for start, end in headline.spans] == ["switched on."]
    assert "headline: Keep the tools that find abuse **switched on.**" in headline.mark.snippet


def test_a_code_has_its_address_and_the_colours_of_the_theme(project: Project) -> None:
    for name in ("tools x/square", "tools-by-day x/square"):
        picture = resolved(project, name)
        code = picture.slots.get("qr")
        theme = project.campaign.themes[picture.theme]
        if isinstance(code, Code):
            assert (code.address, code.dark, code.light) == (LINK, theme["ink"], theme["plate"])
            assert LINK in code.mark.snippet
    assert isinstance(resolved(project, "tools x/square").slots["qr"], Code)


def test_colours_that_one_picture_changes_are_not_those_of_the_next(project: Project) -> None:
    artboard = board(project, "tools x/square")
    colours = colours_of(artboard, project)
    before = dict(colours)
    colours.clear()
    assert colours_of(artboard, project) == before != {}


def test_a_source_is_on_the_picture_as_it_is_shown_or_else_with_its_title(project: Project) -> None:
    source = replace(project.campaign.sources["letter"], shown="NCMEC letter, 2020")
    changed = replace(project, campaign=replace(project.campaign, sources={"letter": source}))
    for letter, written in (
        (project, "Source: NCMEC, “We Are in Danger of Losing the Global Battle for Child Safety”, 2020"),
        (changed, "Source: NCMEC letter, 2020"),
    ):
        words = resolved(letter, "reports x/square").slots["source"]
        assert isinstance(words, Words)
        assert words.text == written


@pytest.mark.parametrize(
    ("verb", "copy", "slots", "written"),
    [
        ("", {}, ALL, "change.org/childsafetyfirst"),
        ("Sign", {}, ALL, "Sign: change.org/childsafetyfirst"),
        ("Sign", {"button": "Sign now"}, ALL | {"button"}, "change.org/childsafetyfirst"),
        ("Sign", {"button": "Sign now"}, ALL, "Sign: change.org/childsafetyfirst"),
    ],
)
def test_the_verb_of_a_link_stands_before_the_address_where_no_button_says_it(
    project: Project, verb: str, copy: dict[str, str], slots: frozenset[str], written: str
) -> None:
    artboard = board(project, "tools x/square")
    message = replace(artboard.message, copy={**artboard.message.copy, **copy})
    artboard = replace(artboard, picture=replace(artboard.picture, message=message))
    link = replace(project.campaign.links["petition"], verb=verb)
    changed = replace(project, campaign=replace(project.campaign, links={"petition": link}))
    address = slot_contents(artboard, changed, slots)["address"]
    assert isinstance(address, Words)
    assert address.text == written


def test_a_placement_without_codes_has_none(project: Project) -> None:
    assert "qr" not in resolved(project, "tools x/header").slots


def test_a_figure_takes_along_what_has_no_slot_of_its_own(project: Project) -> None:
    whole = resolved(project, "reports x/square")
    assert {"number", "unit", "qualifier"} <= whole.slots.keys()
    number = resolved(project, "reports x/square", frozenset(("number", "counts", "source"))).slots["number"]
    assert isinstance(number, Words)
    assert number.text == "More than 82 million reports"


@pytest.mark.parametrize(
    ("text", "number_span", "number", "unit"),
    [
        ("82 million reports", (0, 10), "82 million", "reports"),
        ("december 21.", (9, 12), "21.", "december"),
    ],
)
def test_a_figure_is_divided_where_it_is_marked_and_read_in_its_own_order(
    project: Project, text: str, number_span: tuple[int, int], number: str, unit: str
) -> None:
    artboard, changed = with_figure(project, text=text, number_span=number_span, value=None)
    picture = resolve(artboard, changed, drawn())
    parts = {name: content.text for name, content in picture.slots.items() if isinstance(content, Words)}
    assert (parts["number"], parts["unit"], parts["qualifier"]) == (number, unit, "More than")
    assert f"More than {text}" in picture.description.alt
    whole = resolve(artboard, changed, drawn(ALL - {"unit", "qualifier"})).slots["number"]
    assert isinstance(whole, Words)
    assert (whole.text, whole.spans) == (f"More than {text}", ())


@pytest.mark.parametrize(
    ("text", "number_span", "unit"),
    [
        ("2020. gada 21. decembris", (11, 14), "2020. gada decembris"),
        ("2020 m. gruodžio 21 d.", (17, 19), "2020 m. gruodžio d."),
    ],
)
def test_the_number_of_a_day_is_large_inside_its_text_and_read_in_its_place(
    project: Project, text: str, number_span: tuple[int, int], unit: str
) -> None:
    artboard, changed = with_figure(project, text=text, number_span=number_span, qualifier="Nuo", value=None)
    picture = resolve(artboard, changed, drawn())
    parts = {name: content.text for name, content in picture.slots.items() if isinstance(content, Words)}
    assert (parts["number"], parts["unit"]) == (text[slice(*number_span)], unit)
    assert f"Nuo {text}" in picture.description.alt
    joined = resolve(artboard, changed, drawn(ALL - {"qualifier"}))
    assert f"Nuo {text}" in joined.description.alt
    whole = resolve(artboard, changed, drawn(ALL - {"unit"})).slots["number"]
    assert isinstance(whole, Words)
    assert whole.text == text


@pytest.mark.parametrize(
    ("language", "text", "number_span", "unit"),
    [
        ("en", "21 December 2020", (0, 2), "December 2020"),
        ("cs", "21. prosince 2020", (0, 3), "prosinec 2020"),
        ("pl", "21 grudnia 2020 roku", (0, 2), "grudzie\u0144 2020"),
        ("es", "21 de diciembre de 2020", (0, 2), "diciembre de 2020"),
        ("fi", "21. joulukuuta 2020", (0, 3), "joulukuu 2020"),
        ("lt", "2020 m. gruod\u017eio 21 d.", (17, 19), "2020 m. gruodis"),
        ("en", "21 December 2020, a Monday", (0, 2), "December 2020, a Monday"),
        ("en", "21 December", (0, 2), "December"),
    ],
)
def test_a_month_above_the_number_of_its_day_is_written_as_on_a_calendar(
    project: Project, language: str, text: str, number_span: tuple[int, int], unit: str
) -> None:
    day = dt.date(2020, 12, 21)
    _, changed = with_figure(project, text=text, number_span=number_span, qualifier="", value=day)
    kit = replace(changed.campaign.kit, language=language)
    changed = replace(changed, campaign=replace(changed.campaign, kit=kit))
    artboard = board(changed, "reports x/square")
    above, below = (resolve(artboard, changed, replace(drawn(), unit_first=first)) for first in (True, False))
    part = above.slots["unit"]
    assert isinstance(part, Words)
    assert part.text == unit
    assert text in above.description.alt
    assert above.description.alt == below.description.alt


@pytest.mark.parametrize(
    ("text", "number_span", "qualifier", "number"),
    [
        ("eleven boys", (0, 6), "", "Eleven"),
        ("eleven boys", (0, 6), "over", "eleven"),
        ("82 million reports", (0, 2), "", "82"),
        ("december 21.", (9, 12), "", "21."),
    ],
)
def test_a_number_in_words_that_is_read_first_has_a_capital(
    project: Project, text: str, number_span: tuple[int, int], qualifier: str, number: str
) -> None:
    artboard, changed = with_figure(project, text=text, number_span=number_span, qualifier=qualifier, value=None)
    slots = resolve(artboard, changed, drawn()).slots
    assert isinstance(slots["number"], Words)
    assert isinstance(slots["unit"], Words)
    assert (slots["number"].text, slots["unit"].text[0].islower()) == (number, True)


def test_slots_that_the_drawing_lacks_are_not_in_the_alt_text(project: Project) -> None:
    assert "change.org/childsafetyfirst." in resolved(project, "tools x/square").description.alt_long
    bare = resolved(project, "tools x/square", ALL - {"address", "qr"})
    assert bare.slots.keys() == {"headline", "support"}
    assert "change.org" not in bare.description.alt_long


def test_a_figure_is_cited_where_its_digits_are_on_the_picture(project: Project) -> None:
    picture = resolved(project, "reports x/square")
    assert [(figure.words, figure.publisher, figure.year) for figure in picture.figures] == [
        ("more than 82 million reports", "NCMEC", "2020")
    ]
    assert resolved(project, "tools x/square").figures == ()


def test_the_number_of_a_figure_is_the_part_that_states_it(project: Project) -> None:
    """What a figure counts is left out where a drawing has no room for it, and states nothing by itself."""
    layout = project.layouts["figure"]
    rules = {name: replace(rule, required=name == "number") for name, rule in layout.slots.items()}
    lenient = replace(project, layouts={**project.layouts, "figure": replace(layout, slots=rules)})
    found = resolved(lenient, "reports x/square", ALL - {"counts", "qualifier", "chart"})
    assert [figure.words for figure in found.figures] == ["more than 82 million reports"]


def test_copy_that_no_slot_takes_is_refused_at_its_line(project: Project) -> None:
    slots = ALL - {"support"}
    hidden = DrawnSlots("notice/square.svg", 7, ALL, {None: slots})
    with refused(DrawingError, "slot-on-other-frames") as faults:
        resolve(board(project, "tools x/square"), project, hidden)
    mark = faults[0].mark
    assert mark is not None
    assert "support:" in mark.snippet


def test_a_required_slot_that_the_drawing_lacks_is_refused_at_the_drawing(project: Project) -> None:
    lacking = DrawnSlots("notice/square.svg", 7, ALL - {"headline"}, {None: ALL - {"headline"}})
    with refused(DrawingError, "drawing-without-slot") as faults:
        resolve(board(project, "tools x/square"), project, lacking)
    assert faults[0].mark == Mark("notice/square.svg", 7)


def test_a_picture_says_and_cites_the_copy_of_its_image_and_points_there(tmp_path: Path) -> None:
    image = "{layout: notice, on: [feed]"
    copytree(golden_folder(), tmp_path, dirs_exist_ok=True)
    with (tmp_path / "templates" / "svg" / "notice" / "layout.yaml").open("a", encoding="utf-8") as layout:
        layout.write("  source: {}\n")
    kit = (tmp_path / "kit.yaml").read_text(encoding="utf-8")
    square = f"{image}, at: [x/square], theme: day, copy: {{headline: '**{{reports}}** so far'}}}}"
    own = f"{square}, {image}, at: [x/in_stream]}}"
    (tmp_path / "kit.yaml").write_text(kit.replace("{layout: notice, on: [feed, story, header]}", own), "utf-8")
    project = load_project(tmp_path / "kit.yaml")
    found, other = (resolved(project, f"tools x/{name}") for name in ("square", "in_stream"))
    headline = found.slots["headline"]
    assert isinstance(headline, Words)
    assert (headline.text, headline.spans) == ("More than 82 million reports so far", ((0, 28),))
    assert "images:" in headline.mark.snippet
    assert "images:" in found.marks.copy.snippet
    assert "Text: More than 82 million reports so far." in found.description.alt
    assert [figure.words for figure in found.figures] == ["more than 82 million reports"]
    assert "NCMEC" in found.description.alt_long
    assert found.colours == project.campaign.themes["day"]
    assert (other.theme, other.figures) == ("night", ())
    assert "Keep the tools that find abuse switched on." in other.description.alt


# Charts ------------------------------------------------------------------------------------------------------------


def with_figure(project: Project, **changes: object) -> tuple[Artboard, Project]:
    """Return the picture of `reports` whose figure has other values."""
    campaign = project.campaign
    statistic = replace(campaign.statistics["reports"], **changes)  # type: ignore[arg-type]
    changed = replace(campaign, statistics={**campaign.statistics, "reports": statistic})
    return board(project, "reports x/square"), replace(project, campaign=changed)


def chart(project: Project, kind: str | None = None, **changes: object) -> ChartContent | None:
    artboard, changed = with_figure(project, **changes)
    layout = changed.layouts[artboard.layout]
    if kind:
        slots = {**layout.slots, "chart": replace(next(iter(layout.slots.values())), kind=kind)}
        changed = replace(changed, layouts={**changed.layouts, layout.name: replace(layout, slots=slots)})
    return chart_content(changed.campaign.statistics["reports"], artboard, changed)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (200, "one mark = 1"),
        (201, "one square = 1"),
        (2_000, "one square = 1"),
        (2_001, "one block = 100"),
        (82_000_000, "one block = 1,000,000"),
    ],
)
def test_a_number_is_a_field_whose_label_says_what_one_mark_is(project: Project, value: int, label: str) -> None:
    content = chart(project, value=value, bound="over")
    assert content is not None
    assert content.data == FieldOfMarks(value, "over")
    assert content.labels == (label,)
    assert content.sentence == f"The figure is drawn as a field: {label}."
    assert content.colour is None


def test_a_part_of_a_whole_is_a_bar_where_the_layout_draws_bars(project: Project) -> None:
    content = chart(project, kind="bar", value=3_000, of=4_000)
    assert content is not None
    assert content.data == PartOfBar(0.75)
    assert content.labels == ("3,000", "4,000")
    assert content.sentence == "A bar, filled for 3,000 of 4,000."


def test_a_date_is_a_row_of_days(project: Project) -> None:
    day = dt.date(2020, 12, 21)
    content = chart(project, kind="days", value=day, text="21 December")
    assert content is not None
    assert content.data == RowOfDays(day, day)
    assert (content.labels, content.sentence) == (("21 December",), "One day, unlit: 21 December.")


def test_what_a_chart_of_the_figure_shows_is_in_the_long_alt_text_alone(project: Project) -> None:
    content = chart(project, kind="bar", value=3_000, of=4_000)
    assert content is not None
    short, long = alt_texts(board(project, "reports x/square"), project.campaign, ReadSlots({"chart": content}))
    assert (content.sentence in short, content.sentence in long) == (False, True)


@pytest.mark.parametrize("changes", [{"people": True}, {"value": None}])
def test_people_and_figures_without_a_value_have_no_chart(project: Project, changes: dict[str, object]) -> None:
    artboard, changed = with_figure(project, **changes)
    assert chart_content(changed.campaign.statistics["reports"], artboard, changed) is None


def test_what_fills_no_slot_of_the_drawing_is_absent(project: Project) -> None:
    assert slot_contents(board(project, "tools x/square"), project, frozenset()) == {}

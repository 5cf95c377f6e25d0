"""A message in a numbered series of pictures, and a layout that is used on some placements only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER
from support.faults import refused

from kit.base.errors import DrawingError, SpecError
from kit.compose import Composer
from kit.model.slot import COPY_SLOTS
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.artwork import Artwork

    Studio = Callable[[str, dict[str, str]], Path]

WORDS = '<text fill="#fff4dc" font-family="Source Sans 3" font-size="40" x="100" y="140">Words</text>'


def slot(name: str, top: int, more: str = "") -> str:
    """Draw a slot for words, 80 px high."""
    return f'<g id="slot-{name}" {more}><rect x="100" y="{top}" width="800" height="80"/>{WORDS}</g>'


def drawing(*parts: str) -> str:
    ground = '<rect width="1000" height="1000" fill="#0f2a2e"/><rect id="live" x="60" y="60" width="880" height="880"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{ground}{"".join(parts)}</svg>'


#: Shapes in colours that nothing else has, so that they are found in the picture.
STEPS = (
    '<g id="one" data-name="first frame-1"><circle cx="500" cy="900" r="11" fill="#f5a83c"/></g>'
    '<circle cx="500" cy="900" r="12" fill="#f5a83c" data-frames="1 3"/>'
    '<circle id="later frame-2 frame-3" cx="500" cy="900" r="13" fill="#f5a83c"/>'
    '<circle cx="500" cy="900" r="14" fill="#f5a83c"/>'
)
FIGURES = slot("number", 300) + slot("counts", 400) + slot("source", 800)
FILES = {
    "page/layout.yaml": "title: Page\nslots: {headline: {required: yes}, support: {}, number: {}, counts: {},"
    " source: {}, page: {}, qr: {}}\n",
    "page/square.svg": drawing(
        slot("headline", 100),
        slot("support", 200, 'data-frames="2 3"'),
        FIGURES,
        slot("page", 600),
        STEPS,
    ),
    "ask/layout.yaml": "title: Ask\nslots: {headline: {required: yes}, button: {required: yes},"
    " page: {}, source: {}}\n",
    "ask/square.svg": drawing(slot("headline", 100), slot("button", 300), slot("page", 600), slot("source", 800)),
}
KIT = (
    HEADER
    + """\
sources:
  letter: {title: The letter, publisher: NCMEC, as_of: "2020"}
  report: {title: The report, publisher: NCMEC, as_of: "2019"}
statistics:
  reports: {value: 82000000, qualifier: more than, text: 82 million, counts: reports, source: letter, as_of: "2020"}
  years: {value: 20, text: two decades, counts: of work, source: report, as_of: "2019"}
platforms: [instagram/square, linkedin/square, x/square]
messages:
  story:
    images:
      - {layout: page, on: [feed]}
    copy: {support: Keep the tools on.}
    frames:
      - {copy: {headline: Reports}, statistic: reports}
      - {copy: {headline: Years}, statistic: years}
      - {copy: {headline: No figure}}
      - {copy: {headline: "{years} in words"}}
      - {copy: {headline: Sign, button: Sign the petition}, layout: ask}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A wall.
"""
)


def compose(path: Path, *only: str) -> list[Artwork]:
    project = load_project(path)
    composer = Composer(project)
    return [composer.compose(artboard) for artboard in plan(project, *only)]


@pytest.fixture
def series(studio: Studio) -> list[Artwork]:
    """The five pictures of the series on one placement."""
    return compose(studio(KIT, FILES), "*x/square")


def words(artwork: Artwork, name: str) -> str | None:
    placed = artwork.words.get(name)
    return placed.text if placed else None


def mutate(studio: Studio, old: str, new: str) -> Path:
    assert KIT.count(old) == 1
    return studio(KIT.replace(old, new), FILES)


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(SpecError) as caught:
        load_project(path)
    return caught.value.faults


def place(path: Path, text: str) -> tuple[int, int]:
    """Return the line and column of the first place where a text stands in a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text in line:
            return number, line.index(text) + 1
    raise AssertionError(text)


# What a series makes -------------------------------------------------------------------------------------------------


def test_a_series_is_numbered_from_one_on_every_placement_in_order(studio: Studio) -> None:
    paths = [artboard.path for artboard in plan(load_project(studio(KIT, FILES)))]
    assert paths == [
        f"en/{platform}/story-{number:02d}-square-{size}" for platform, size in sizes(paths) for number in range(1, 6)
    ]
    assert len(set(paths)) == 15


def sizes(paths: list[str]) -> list[tuple[str, str]]:
    """Return each platform with the size of its pictures."""
    return list(dict.fromkeys((path.split("/")[1], path.rpartition("-")[2]) for path in paths))


def test_one_picture_of_a_series_is_chosen_by_its_number(studio: Studio) -> None:
    chosen = plan(load_project(studio(KIT, FILES)), "story-02 x/square")
    assert [(artboard.frame, str(artboard)) for artboard in chosen] == [(2, "story-02 x/square")]


def test_each_picture_says_which_one_it_is_of_how_many(series: list[Artwork]) -> None:
    assert [words(artwork, "page") for artwork in series] == [f"{number} / 5" for number in range(1, 6)]
    assert all(
        f"Text: {number} / 5. " in artwork.picture.description.alt_long
        for number, artwork in enumerate(series, start=1)
    )


def test_a_picture_has_its_own_copy_and_what_the_message_says_for_all(series: list[Artwork]) -> None:
    assert [words(artwork, "headline") for artwork in series] == [
        "Reports", "Years", "No figure", "Two decades in words", "Sign",
    ]  # fmt: skip
    shown = [words(artwork, "support") for artwork in series]
    assert shown == [None, "Keep the tools on.", "Keep the tools on.", None, None]


def test_copy_of_a_picture_wins_over_that_of_the_message(studio: Studio) -> None:
    path = mutate(studio, "headline: No figure}", "headline: No figure, support: Its own.}")
    assert words(compose(path, "story-03 x/square")[0], "support") == "Its own."


def test_a_picture_has_its_own_figure_and_cites_its_own_source(series: list[Artwork]) -> None:
    figures = [(words(artwork, "number"), words(artwork, "counts")) for artwork in series]
    assert figures == [
        ("More than 82 million", "reports"), ("Two decades", "of work"), (None, None), (None, None), (None, None),
    ]  # fmt: skip
    sources = [words(artwork, "source") for artwork in series]
    assert sources == [
        "Source: NCMEC, “The letter”, 2020", "Source: NCMEC, “The report”, 2019", None,
        "Source: NCMEC, “The report”, 2019", None,
    ]  # fmt: skip


def test_a_picture_may_have_a_layout_of_its_own(series: list[Artwork]) -> None:
    assert [artwork.picture.layout for artwork in series] == ["page"] * 4 + ["ask"]
    assert words(series[4], "button") == "Sign the petition"


def test_a_picture_without_a_figure_takes_that_of_the_message(studio: Studio) -> None:
    path = mutate(studio, "    copy: {support", "    statistic: years\n    copy: {support")
    pictures = compose(path, "*x/square")
    shown = [words(picture, "number") for picture in pictures]
    assert shown == ["More than 82 million", "Two decades", "Two decades", "Two decades", None]
    sources = [words(picture, "source") for picture in pictures[:4]]
    assert sources == ["Source: NCMEC, “The letter”, 2020", *["Source: NCMEC, “The report”, 2019"] * 3]


# Elements on some pictures -------------------------------------------------------------------------------------------


def radii(artwork: Artwork) -> list[int]:
    return [int(radius) for radius in re.findall(r'<circle[^>]* r="(\d+)"', artwork.svg)]


def test_elements_stand_only_on_the_pictures_that_they_name(series: list[Artwork]) -> None:
    assert [radii(artwork) for artwork in series] == [[11, 12, 14], [13, 14], [12, 13, 14], [14], []]
    assert not any("frames" in artwork.svg for artwork in series)


def test_a_picture_by_itself_has_only_what_names_no_picture_of_a_series(studio: Studio) -> None:
    frames = KIT[KIT.index("    frames:") : KIT.index("    caption:")]
    text = KIT.replace(frames, "").replace("copy: {support: Keep the tools on.}", "copy: {headline: Alone}")
    (artwork,) = compose(studio(text, FILES), "*x/square")
    assert radii(artwork) == [14]
    assert words(artwork, "headline") == "Alone"
    assert words(artwork, "support") is None
    assert words(artwork, "page") is None
    assert artwork.picture.path.startswith("en/x/story-square-")


# A layout on some placements -----------------------------------------------------------------------------------------


def placements(path: Path) -> list[tuple[str, str]]:
    return sorted({(artboard.placement.id, artboard.layout) for artboard in plan(load_project(path))})


@pytest.mark.parametrize(
    ("at", "made"),
    [
        ("[instagram/square, linkedin]", ["instagram/square", "linkedin/square"]),
        ("[x]", ["x/square"]),
        ("[linkedin/square]", ["linkedin/square"]),
        ("[]", ["instagram/square", "linkedin/square", "x/square"]),
    ],
)
def test_at_keeps_a_layout_to_some_placements_and_platforms(studio: Studio, at: str, made: list[str]) -> None:
    path = mutate(studio, "on: [feed]}", f"on: [feed], at: {at}}}")
    assert placements(path) == [(id_, layout) for id_ in made for layout in ("ask", "page")]


@pytest.mark.parametrize(
    ("at", "role"),
    [("x/header", "header"), ("print", "print")],
)
def test_a_place_without_any_of_the_roles_is_refused(studio: Studio, at: str, role: str) -> None:
    path = mutate(studio, "on: [feed]}", f"on: [feed], at: [x/square, {at}]}}")
    (fault,) = faults(path)
    assert fault.code == "placement-of-another-role"
    assert f"'{role}'" in fault.remedy
    assert fault.mark is not None
    assert (fault.mark.line, fault.mark.column) == place(path, at + "]")


def test_a_role_may_have_several_layouts_on_placements_apart(studio: Studio) -> None:
    two = "on: [feed], at: [x, instagram/square]}\n      - {layout: ask, on: [feed, story], at: [linkedin]}"
    path = mutate(studio, "on: [feed]}", two)
    text = path.read_text(encoding="utf-8")
    frames = text[text.index("    frames:") : text.index("    caption:")]
    copy = text.replace(frames, "").replace(
        "copy: {support: Keep the tools on.}", "copy: {headline: Sign, button: Sign}"
    )
    path.write_text(copy, encoding="utf-8")
    assert placements(path) == [("instagram/square", "page"), ("linkedin/square", "ask"), ("x/square", "page")]


@pytest.mark.parametrize("at", ["[linkedin, x/square]", "[x]", "[]"])
def test_a_placement_never_gets_two_pictures_of_a_message(studio: Studio, at: str) -> None:
    two = f"on: [feed], at: [x/square]}}\n      - {{layout: page, on: [story, feed], at: {at}}}"
    path = mutate(studio, "on: [feed]}", two)
    (fault,) = faults(path)
    assert fault.code == "duplicate-role"
    assert "x/square" in fault.remedy
    assert fault.mark is not None
    assert (fault.mark.line, fault.mark.column) == place(path, f"feed], at: {at}")


# Mistakes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "needle", "code", "named"),
    [
        ("layout: ask > layout: aks", "aks", "unknown-layout", "'ask'"),
        ("on: [feed]} > on: [feed], at: [x, instagram/sqare]}", "instagram/sqare",
         "unknown-platform", "'instagram/square'"),
        ("on: [feed]} > on: [feed], at: [linkdin]}", "linkdin", "unknown-platform", "'linkedin'"),
        ("statistic: years > statistic: yeras", "yeras", "unknown-statistic", "'years'"),
        ('"{years} in > "{yeras} in', "{yeras}", "unknown-statistic", "'years'"),
        ("{headline: Reports} > {headlin: Reports}", "headlin:", "unknown-slot", "'headline'"),
        ("{headline: Reports} > {headline: Reports, kicker: Now}", "kicker:",
         "copy-without-slot", "headline, support"),
        ("{headline: Reports} > {headline: Reports, button: Sign}", "button:",
         "copy-without-slot", "headline, support"),
        ("{headline: Reports} > {headline: Reports, page: '1'}", "page:",
         "derived-slot-in-copy", ", ".join(COPY_SLOTS)),
        ("{headline: Years} > {headline: '**Years'}", "**Years", "emphasis-not-closed", "**words**"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_series_is_told_at_its_place(
    studio: Studio, change: str, needle: str, code: str, named: str
) -> None:
    path = mutate(studio, *change.split(" > "))
    found = {(fault.mark.line, fault.mark.column): fault for fault in faults(path) if fault.mark}
    fault = found[place(path, needle)]
    assert fault.code == code
    assert named in fault.remedy


def test_a_misspelt_key_of_a_picture_gets_a_suggestion(studio: Studio) -> None:
    path = mutate(studio, "layout: ask", "layot: ask")
    first = faults(path)[0]
    assert first.code == "unknown-key"
    assert "'layout'" in first.remedy
    assert first.mark is not None
    assert (first.mark.line, first.mark.column) == place(path, "layot")


# One mistake, one fault ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "needle", "code", "named"),
    [
        ("{headline: Reports} > {headlin: Reports}", "headlin:", "unknown-slot", "'headline'"),
        ("layout: ask > layout: aks", "aks", "unknown-layout", "'ask'"),
        ("{headline: Sign, button: Sign the petition} > {headline: Sign}", "copy: {headline: Sign}",
         "required-slot-unfilled", "'ask'"),
        ("{headline: No figure} > {}", "copy: {}}", "required-slot-unfilled", "'page'"),
        ('"{years} in words" > "{yeras} in words"', "{yeras}", "unknown-statistic", "'years'"),
    ],
)  # fmt: skip
def test_one_mistake_in_a_series_is_told_once(studio: Studio, change: str, needle: str, code: str, named: str) -> None:
    path = mutate(studio, *change.split(" > "))
    (fault,) = faults(path)
    assert fault.mark is not None
    assert (fault.code, (fault.mark.line, fault.mark.column)) == (code, place(path, needle))
    assert named in fault.remedy


def test_what_every_picture_of_a_series_lacks_is_missing_from_the_message(studio: Studio) -> None:
    files = FILES | {"page/layout.yaml": FILES["page/layout.yaml"].replace("support: {}", "support: {required: yes}")}
    spec = KIT.replace("copy: {support: Keep the tools on.}", "copy: {}").replace(", button: Sign the petition", "")
    path = studio(spec.replace(", layout: ask", ""), files)
    (fault,) = faults(path)
    assert (fault.code, fault.mark and fault.mark.snippet) == ("required-slot-unfilled", "    copy: {}")


# What a picture of a series needs of a layout of its own -------------------------------------------------------------

FIELD = {
    "plot/layout.yaml": "title: Plot\nslots: {headline: {}, chart: {kind: field}, source: {required: yes}}\n",
    "plot/square.svg": drawing(slot("headline", 100), slot("chart", 300), slot("source", 800)),
    "bare/layout.yaml": "title: Bare\nslots: {headline: {}, number: {}}\n",
    "bare/square.svg": drawing(slot("headline", 100), slot("number", 300)),
}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{copy: {headline: A field}, layout: plot}", "required-slot-unfilled"),
        ("{copy: {}, statistic: many, layout: plot}", "people-as-marks"),
        ("{copy: {}, statistic: years, layout: bare}", "layout-without-source-slot"),
        ('{copy: {headline: "{years}"}, layout: bare}', "layout-without-source-slot"),
    ],
)
def test_the_layout_of_a_frame_is_judged_as_that_of_a_message(studio: Studio, frame: str, code: str) -> None:
    people = (
        '  many: {value: 83, people: yes, text: 83 people, counts: saw it, source: letter, as_of: "2020"}\nplatforms'
    )
    spec = KIT.replace("- {copy: {headline: No figure}}", f"- {frame}").replace("platforms", people)
    path = studio(spec, FILES | FIELD)
    (fault,) = faults(path)
    assert fault.code == code
    assert fault.mark is not None
    assert fault.mark.line == place(path, frame)[0]


def test_a_layout_that_shows_no_figure_needs_no_source(studio: Studio) -> None:
    spec = KIT.replace("    copy: {support", "    statistic: years\n    copy: {support")
    bare = {
        "bare/layout.yaml": "title: Bare\nslots: {headline: {}}\n",
        "bare/square.svg": drawing(slot("headline", 100)),
    }
    path = studio(
        spec.replace("{copy: {headline: No figure}}", "{copy: {headline: No figure}, layout: bare}"), FILES | bare
    )
    assert set(compose(path, "story-03 x/square")[0].words) == {"headline"}


def test_a_picture_cites_the_figures_that_the_message_writes_for_all(studio: Studio) -> None:
    path = mutate(studio, "copy: {support: Keep the tools on.}", 'copy: {support: "After {years}."}')
    sources = [words(picture, "source") for picture in compose(path, "*x/square")]
    assert sources[1:3] == ["Source: NCMEC, “The report”, 2019"] * 2


# Copy for a slot that stands on other frames -------------------------------------------------------------------------


def refusal(path: Path, only: str, code: str) -> Fault:
    """Return the only fault for which some pictures are not composed."""
    with refused(DrawingError, code) as faults:
        compose(path, only)
    return faults[0]


def test_copy_of_a_frame_for_a_slot_that_stands_on_other_frames_is_refused(studio: Studio) -> None:
    path = mutate(studio, '"{years} in words"', '"{years} in words", support: Read on.')
    fault = refusal(path, "story-04 x/square", "slot-on-other-frames")
    assert "frame-4" in fault.remedy
    assert "page/square.svg" in fault.remedy
    assert fault.mark is not None
    assert (fault.mark.line, fault.mark.column) == place(path, "support: Read on.")


def test_copy_of_a_message_that_stands_on_no_frame_is_refused(studio: Studio) -> None:
    files = FILES | {"page/square.svg": FILES["page/square.svg"].replace('data-frames="2 3"', 'data-frames="9"')}
    refusal(studio(KIT, files), "story-01 x/square", "slot-on-other-frames")


def test_copy_of_a_single_picture_for_a_slot_of_a_series_is_refused(studio: Studio) -> None:
    frames = KIT[KIT.index("    frames:") : KIT.index("    caption:")]
    text = KIT.replace(frames, "").replace("copy: {support", "copy: {headline: Alone, support")
    refusal(studio(text, FILES), "story x/square", "slot-on-other-frames")


@pytest.mark.parametrize("limited", ["headline", "source"])
def test_a_required_slot_and_the_source_of_a_figure_stand_on_every_frame(studio: Studio, limited: str) -> None:
    drawn = FILES["page/square.svg"].replace(f'id="slot-{limited}"', f'id="slot-{limited}" data-frames="1 3"')
    path = studio(KIT, FILES | {"page/square.svg": drawn})
    fault = refusal(path, "story-02 x/square", "slot-on-other-frames")
    assert f"'slot-{limited}'" in fault.message
    assert fault.mark is not None
    assert fault.mark.line == place(path, "headline: Years")[0]
    assert compose(path, "story-03 x/square")


def test_a_drawing_that_lost_the_source_of_a_figure_is_refused(studio: Studio) -> None:
    path = studio(KIT, FILES | {"page/square.svg": FILES["page/square.svg"].replace(slot("source", 800), "")})
    fault = refusal(path, "story-01 x/square", "drawing-without-slot")
    assert "'slot-source'" in fault.message

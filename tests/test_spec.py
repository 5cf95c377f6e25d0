"""The files of a project as they are read and validated, and the table of placements."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS

from kit.document import parse_yaml
from kit.errors import Fault, Mark, SpecError, closest, did_you_mean
from kit.geometry import Box
from kit.model.campaign import Frame, Source, Statistic
from kit.model.placement import ROLES
from kit.project import load_project
from kit.project.documents import read_document
from kit.project.figures import figure_faults, figures_in, write_figures
from kit.project.links import address_faults, host_fault, shown_faults
from kit.project.pictures import copy_faults, figures_of
from kit.project.placements import FACTS, TABLE, read_placements
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.document import Document
    from kit.model.project import Project

MARK = Mark("kit.yaml", 1)


@pytest.fixture(scope="module")
def project() -> Project:
    """Load the golden project; its placements are those of the whole table."""
    return load_project(TESTS / "golden" / "project" / "kit.yaml")


@pytest.fixture(scope="module")
def table() -> Document:
    return read_document(TABLE)


def statistic(qualifier: str = "more than") -> Statistic:
    return Statistic(
        id="reports", text="82 million reports", counts="", source="letter", as_of="2020", qualifier=qualifier
    )


def at(index: int) -> Mark:
    return Mark("kit.yaml", 1, index + 1)


def faults_in(text: str, known: tuple[str, ...] = ("reports",)) -> list[tuple[str, int]]:
    """Return what is wrong with a text, each with its column."""
    found = figure_faults(text, {"reports": statistic()}, set(known), at)
    return [(fault.message, fault.mark.column) for fault in found if fault.mark]


class TestPlacements:
    def test_ids_are_platform_slash_name_in_lower_case(self, project: Project) -> None:
        for id_ in project.placements:
            assert re.fullmatch(r"[a-z][a-z0-9_]*/[a-z0-9][a-z0-9_]*", id_), id_

    def test_every_fact_names_a_source_that_is_listed(self, table: Document) -> None:
        used = set()
        for id_, entry in table.value["placements"].items():
            facts = [key for key in entry if key in FACTS]
            assert set(facts) == entry["sources"].keys(), id_
            used |= set(entry["sources"].values())
        assert used <= table.value["sources"].keys()

    def test_every_listed_source_is_used_and_says_what_it_is(self, table: Document) -> None:
        used = {source for entry in table.value["placements"].values() for source in entry["sources"].values()}
        assert table.value["sources"].keys() == used
        for id_, source in table.value["sources"].items():
            assert "kind" in source, id_
            assert source["kind"] == "derived" or {"url", "date"} <= source.keys(), id_

    @pytest.mark.parametrize("limit", ["caption", "hashtags", "alt_text"])
    def test_the_placements_of_a_platform_agree_in_what_their_texts_may_be(self, project: Project, limit: str) -> None:
        given: dict[str, list[object]] = defaultdict(list)
        for placement in project.placements.values():
            value = getattr(placement, limit)
            if value is not None and value not in given[placement.platform]:
                given[placement.platform].append(value)
        assert given
        assert {platform: values for platform, values in given.items() if len(values) > 1} == {}

    def test_safe_boxes_lie_inside_the_picture_and_leave_room(self, project: Project) -> None:
        for placement in project.placements.values():
            width, height = placement.size
            safe = placement.safe_box
            assert Box(0, 0, width, height).contains(safe), placement.id
            assert safe.width >= width / 4, placement.id
            assert safe.height >= height / 4, placement.id

    def test_boxes_to_keep_out_of_lie_inside_the_picture_and_leave_part_of_the_safe_box(self, project: Project) -> None:
        for placement in project.placements.values():
            for zone in placement.keep_out:
                box = Box(*zone.box)
                assert Box(0, 0, *placement.size).contains(box), placement.id
                assert not box.contains(placement.safe_box), placement.id

    def test_every_role_has_a_placement(self, project: Project) -> None:
        assert {placement.role for placement in project.placements.values()} == set(ROLES)

    def test_headers_and_frames_carry_no_code(self, project: Project) -> None:
        assert not [p.id for p in project.placements.values() if p.qr and p.role in {"header", "frame"}]

    def test_a_fact_without_a_source_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "platforms.yaml"
        path.write_text(
            "sources: {a: {kind: derived}}\nplacements:\n  x/square:\n    role: feed\n    size: [1080, 1080]\n"
            "    formats: [png]\n    sources: {size: a, formats: b}\n    max_bytes: 5\n",
            encoding="utf-8",
        )
        with pytest.raises(SpecError) as caught:
            read_placements(path)
        assert [(f.message, f.mark.line) for f in caught.value.faults if f.mark] == [
            ("'max_bytes' of x/square has no source", 8),
            ("unknown source 'b'", 7),
        ]


class TestFigures:
    def test_a_figure_is_its_qualifier_and_its_text(self) -> None:
        assert write_figures("So far {reports}.", {"reports": statistic()}) == "So far more than 82 million reports."

    @pytest.mark.parametrize("before", ["", "**", "It goes on. ", "Why? ", "It goes on.\n\n", "It goes on! **"])
    def test_a_figure_that_opens_a_sentence_has_a_capital(self, before: str) -> None:
        assert (
            write_figures(f"{before}{{reports}}", {"reports": statistic()}) == f"{before}More than 82 million reports"
        )

    @pytest.mark.parametrize("before", ["For ", "Abuse, ", "So far: ", "in the U.S.,  "])
    def test_a_figure_inside_a_sentence_has_none(self, before: str) -> None:
        assert (
            write_figures(f"{before}{{reports}}", {"reports": statistic()}) == f"{before}more than 82 million reports"
        )

    def test_the_parts_of_a_figure_may_stand_apart(self) -> None:
        text = "They are {reports.qualifier} the {reports.text}."
        assert write_figures(text, {"reports": statistic()}) == "They are more than the 82 million reports."
        assert faults_in(text) == []

    def test_a_text_without_its_qualifier_is_refused_while_there_is_one(self) -> None:
        assert faults_in("So far {reports.text}.") == [("'{reports.text}' leaves out 'more than'", 8)]
        plain = {"reports": statistic(qualifier="")}
        assert figure_faults("So far {reports.text}.", plain, {"reports"}, at) == []

    def test_each_fault_stands_at_its_own_brace(self) -> None:
        assert faults_in("{report} and {reports.words} and }") == [
            ("unknown statistic 'report'", 1),
            ("unknown part 'words' of a statistic", 14),
            ("'}' stands alone", 34),
        ]

    def test_figures_are_named_in_order(self) -> None:
        assert figures_in("{us-four} and {reports.text}") == ["us-four", "reports"]

    def test_a_message_names_its_own_figure_first_and_each_once(self, project: Project) -> None:
        campaign = project.campaign
        assert figures_of(campaign, campaign.messages["reports"]) == ("reports",)
        assert figures_of(campaign, campaign.messages["tools"]) == ()


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "fault"),
        [
            ("http://www.change.org/a", "does not begin with https://"),
            ("www.change.org/a", "does not begin with https://"),
            ("https://someone@www.change.org/a", "has a user name or a port"),
            ("https://www.change.org:443/a", "has a user name or a port"),
            ("https://www.change.org:99999/a", "not an address: port out of range 0-65535"),
            ("https://www.change.org\\@elsewhere.org/a", "has a user name or a port"),
            ("https://www.change.org/a b", "has a space"),
            ("https://www.change.org/ä", "has 'ä', a letter outside ASCII"),
            ("https://change.org/a", "the host 'change.org' is not listed"),
            ("https://www.change.org.elsewhere.org/a", "is not listed"),
            ("https://www.change.orɡ/a", "has letters outside ASCII"),
            ("https:///a", "has no host"),
        ],
    )
    def test_an_address_that_may_lead_elsewhere_is_refused(self, url: str, fault: str) -> None:
        [found] = address_faults(url, ["www.change.org"], MARK)
        assert fault in found.message
        assert found.remedy

    def test_an_address_of_a_listed_host_is_taken(self) -> None:
        assert address_faults("https://www.change.org/a?b=c#d", ["www.change.org"], MARK) == []


class TestSuggestions:
    @pytest.mark.parametrize(
        ("word", "known", "remedy"),
        [
            ("hedline", ["headline", "support"], "did you mean 'headline'?"),
            ("SOURCE SERIF", ["Source Serif 4", "Source Sans 3"], "did you mean 'Source Serif 4'?"),
            ("zebra", ["b", "a", "b"], "known here: a, b"),
            ("zebra", [], ""),
        ],
    )
    def test_the_closest_word_is_suggested_else_all_are_listed(self, word: str, known: list[str], remedy: str) -> None:
        assert did_you_mean(word, known) == remedy

    def test_nothing_is_close_to_nothing(self) -> None:
        assert closest("", ["headline"]) is None


class TestPointing:
    def test_the_caret_stands_under_the_column_in_a_line_without_its_indentation(self) -> None:
        fault = Fault("wrong", Mark("kit.yaml", 3, 9, "    abcdefgh  "), "mend it")
        assert str(fault) == "kit.yaml:3:9: wrong\n    abcdefgh\n        ^\n  mend it"

    @pytest.mark.parametrize("column", [1, 60, 150, 299, 301, 900])
    def test_a_long_line_is_shown_around_the_column(self, column: int) -> None:
        text = "".join(chr(ord("a") + index % 26) for index in range(300))
        _, line, caret = str(Fault("wrong", Mark("kit.yaml", 1, column, text))).splitlines()
        assert len(line) <= 106
        shown = line.ljust(len(caret))[caret.index("^")]
        assert shown == (text[column - 1] if column <= 300 else " ")

    def test_wide_letters_and_marks_above_letters_do_not_move_the_caret(self) -> None:
        _, _, caret = str(Fault("wrong", Mark("kit.yaml", 1, 5, "児童e\u0301x"))).splitlines()
        assert caret == "    " + " " * 5 + "^"


class TestValidation:
    def document(self, text: str) -> Document:
        return parse_yaml(text, "kit.yaml", lambda _: ())

    def test_a_misspelt_key_is_not_missing_as_well(self) -> None:
        document = self.document("letter: {titel: T, publisher: P}")
        _, faults = entries(Source, document.value, document, ())
        assert [fault.message for fault in faults] == ["missing 'as_of'", "unknown key 'titel'"]

    def test_a_misspelt_key_is_read_as_what_was_meant_so_that_more_faults_are_found(self) -> None:
        document = self.document("{titel: T, publisher: P, as_of: '2020', id: letter}")
        found, faults = validate(Source, document.value, document, ())
        assert found is not None
        assert found.title == "T"
        assert len(faults) == 1

    @pytest.mark.parametrize("key", ["id", "figures"])
    def test_what_the_kit_fills_itself_is_not_written(self, key: str) -> None:
        document = self.document(f"letter: {{title: T, publisher: P, as_of: '2020', {key}: ../x}}")
        found, faults = entries(Source, document.value, document, ())
        assert found["letter"].id == "letter"
        assert [fault.message for fault in faults] == [f"unknown key '{key}'"]

    def test_copy_for_a_slot_that_a_layout_requires_must_stand_in_every_frame(self, project: Project) -> None:
        campaign, message = project.campaign, project.campaign.messages["tools"]
        headline = Frame(copy={"headline": "Keep the tools on."})
        for frames, expected in (
            ((headline, headline), []),
            ((headline, Frame(copy={"support": "Sign."})), ["missing 'headline'"]),
        ):
            framed = replace(message, copy={}, frames=frames, images=message.images[:1])
            changed = replace(campaign, messages={message.id: framed})
            assert [fault.message for fault in copy_faults(changed, project.layouts)] == expected


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://2130706433/", "the host '2130706433' is an address in numbers"),
        ("https://0x7f.1/", "the host '0x7f.1' is an address in numbers"),
        ("https://127.0.0.1/", "the host '127.0.0.1' is an address in numbers"),
        ("https://[::1]/", "the host '[::1]' is an address in numbers"),
        ("https://www.change.org:/a", "'www.change.org:' is no name of a host"),
        ("https://www.change.org./a", "'www.change.org.' is no name of a host"),
        ("https://WWW.change.org/a", "'WWW.change.org' is no name of a host"),
        ("https://localhost/a", "'localhost' is no name of a host"),
        (
            "https://www.chаnge.org/a",
            "the host 'www.xn--chnge-5ve.org' looks like another: it mixes Latin and Cyrillic",
        ),
        ("https://xn--chnge-5ve.org/a", "the host 'xn--chnge-5ve.org' looks like another: it mixes Latin and Cyrillic"),
        ("https://bücher.org/", "the host 'bücher.org' has letters outside ASCII"),
        ("https://www.change.org/../a", "has a step such as '/../' in it"),
        ("https://www.change.org/%2E%2e", "has a step such as '/../' in it"),
        ("https://www.change.org/%zz", "has a '%'"),
        ("https://www.change.org/<a>", "has a '<'"),
        ("javascript:alert(1)", "does not begin with https://"),
        ("https://change-.org/", "'change-.org' is no name of a host"),
        ("https://-change.org/", "'-change.org' is no name of a host"),
        (f"https://{'a' * 64}.org/", "is no name of a host"),
        (f"https://{'.'.join(['a' * 60] * 4)}.change.org/", "change.org' is no name of a host"),
    ],
)
def test_a_host_is_a_name_that_looks_like_no_other(url: str, fault: str) -> None:
    for hosts in (["www.change.org", url.split("/")[2] if "//" in url else ""], None):
        [found] = address_faults(url, hosts, MARK)
        assert fault in found.message
        assert found.remedy


@pytest.mark.parametrize(
    "host",
    ["www.change.org", "xn--bcher-kva.org", "xn--e1afmkfd.org", "xn--p8j9a0d9c9a.org", "a1.org", "xn--5ek238p.org"],
)
def test_a_host_of_scripts_that_are_written_together_is_taken(host: str) -> None:
    assert host_fault(host, MARK) is None


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("change.org/petition", 0),
        ("www.change.org/petition", 0),
        ("https://www.change.org/petition", 0),
        ("Change.org/petition/", 0),
        ("change.org/petition?from=a", 0),
        ("change.org", 1),
        ("change.org/Petition", 1),
        ("chаnge.org/petition", 1),
        ("missingkids.org/petition", 1),
        ("", 1),
    ],
)
def test_pictures_show_the_address_that_a_link_leads_to(shown: str, told: int) -> None:
    found = list(shown_faults(shown, "https://www.change.org/petition?from=a", MARK))
    assert len(found) == told
    assert all("'change.org/petition'" in fault.remedy for fault in found)


@pytest.mark.parametrize(
    ("file", "told"),
    [("9" * 5000, "is missing"), ("../a.ttf", "leads out of the folder"), ("C:\\\\a.ttf", "leads out of")],
)
def test_a_font_that_no_folder_can_hold_is_told(file: str, told: str, tmp_path: Path) -> None:
    families = f'families:\n  own: {{names: [Own], faces: [{{file: "{file}", weight: 400}}]}}\n'
    (tmp_path / "kit.yaml").write_text(families, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_project(tmp_path / "kit.yaml")
    assert any(told in fault.message for fault in caught.value.faults)

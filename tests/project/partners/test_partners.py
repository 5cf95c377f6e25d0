"""Partners of a campaign: what their entries must be, and what is theirs in the kit of each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from support.campaigns import HARBOUR, PARTNERED, SPEC, make_project, project_with
from support.faults import refused

import kit
from kit.base.errors import SpecError
from kit.project.messages.image_files import look_at_image
from kit.project.partners import partner_kit
from kit.project.partners.partners_file import read_partners
from kit.run.pipeline.loading import load, partners_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project


@pytest.fixture
def harbour(tmp_path: Path) -> Project:
    """Return the project of the kit of a partner with a name, a handle, a link and a field."""
    return load(project_with(tmp_path, HARBOUR), partner="harbour")


def test_name_link_and_fields_of_a_partner_are_in_its_pictures_and_captions(harbour: Project) -> None:
    assert harbour.kit_name == "tiny-1.0.0-harbour"
    signed = kit.render(harbour, kit.picture_named(harbour, "sign telegram/square"))
    assert signed.caption.splitlines()[2] == "https://www.change.org/harbour-sailors"
    assert signed.caption.endswith("Harbour Sailors @harbour")
    assert "change.org/harbour-sailors" in signed.alt
    town = kit.render(harbour, kit.picture_named(harbour, "town telegram/square"))
    assert "Rotterdam asks for more." in town.alt
    assert town.caption == "Harbour Sailors in Rotterdam asks.\n\nHarbour Sailors @harbour"


def test_the_partner_is_the_one_who_asks_and_its_name_is_where_it_is_written(tmp_path: Path) -> None:
    signed = kit.render(*_first(load(project_with(tmp_path, HARBOUR), partner="harbour")))
    assert "Harbour Sailors" in signed.alt
    assert "The contributors" not in signed.alt
    long = HARBOUR.replace("name: Harbour Sailors", f"name: {'Harbour Sailors ' * 15}")
    faults = kit.render(*_first(load(project_with(tmp_path / "long", long), partner="harbour"))).findings
    marks = [one.fault.mark for one in faults if "sender" in one.fault.message and one.fault.mark]
    assert ("partners.yaml", 2) in [(mark.file, mark.line) for mark in marks]


def _first(project: Project) -> tuple[Project, kit.PictureId]:
    return project, kit.picture_named(project, "sign telegram/square")


def test_the_own_kit_has_no_message_that_reads_words_of_a_partner(tmp_path: Path) -> None:
    own = load(project_with(tmp_path, HARBOUR))
    assert [*own.campaign.messages] == ["sign", "share"]
    assert own.kit_name == "tiny-1.0.0"


def test_a_partner_with_chosen_messages_has_no_others(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR + "  messages: [share]\n")
    assert [*load(root, partner="harbour").campaign.messages] == ["share"]


def test_a_shorter_name_is_on_pictures_and_the_whole_one_everywhere_else(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR + "  sender: Sailors\n")
    harbour = load(root, partner="harbour")
    signed = kit.render(harbour, kit.picture_named(harbour, "sign telegram/square"))
    assert "Sailors" in signed.alt
    assert "Harbour Sailors" not in signed.alt
    assert "Harbour Sailors @harbour" in signed.caption


def test_faults_of_what_a_partner_has_instead_are_in_its_file(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR.replace("www.change.org", "www.example.org"))
    with refused(SpecError, "host-not-listed") as faults:
        load(root, partner="harbour")
    assert faults[0].mark
    assert (faults[0].mark.file, faults[0].mark.line) == ("partners.yaml", 4)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("town: Rotterdam", "harbour: Rotterdam"), "partner-field-missing"),
        (("handle:", "languages: [en, de]\n  handle:"), "unknown-locale"),
        (("handle:", "messages: [sing]\n  handle:"), "unknown-message"),
        (("handle:", 'colours: {ink: "#000000"}\n  handle:'), "partner-colours-without-theme"),
        (("handle:", "logo: logos/none.svg\n  handle:"), "image-missing"),
        (("handle:", "logo: ../secret.svg\n  handle:"), "image-outside"),
        (("https://www.change.org/harbour-sailors", "{url: https://www.change.org/a, shown: change.org/b}"),
         "shown-address-differs"),
    ],
)  # fmt: skip
def test_a_partner_that_does_not_fit_its_campaign_is_refused(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    root = project_with(tmp_path, HARBOUR.replace(*change))
    with refused(SpecError, code):
        load(root, partner="harbour")
    load(root)


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("Harbour: {name: Sailors}", ["invalid-path-part"]),
        ("../up: {name: Sailors}", ["invalid-path-part"]),
        ("all: {name: Sailors}", ["reserved-partner-id"]),
        ("nul: {name: Sailors}", ["reserved-path-part"]),
        ("harbour: {handle: '@x'}", ["missing-key"]),
        ("harbour: {name: ' '}", ["empty-text"]),
        ('harbour: {name: "Sailors\\nUnion"}', ["several-lines"]),
        ("harbour: {name: '**Sailors**'}", ["partner-words-with-marks"]),
        (f"harbour: {{name: {'a' * 301}}}", ["text-too-long"]),
        ("harbour: {name: Sailors, handle: harbour}", ["invalid-handle"]),
        ("harbour: {name: Sailors, fields: {Town: A}}", ["invalid-partner-field"]),
        ("harbour: {name: Sailors, fields: {name: A}}", ["invalid-partner-field"]),
        ("harbour: {name: Sailors, town: A}", ["unknown-key"]),
        ("harbour: [Sailors]", ["wrong-type"]),
    ],
)
def test_an_entry_that_is_not_one_is_refused_alone(tmp_path: Path, entry: str, codes: list[str]) -> None:
    found = read_partners(project_with(tmp_path, f"{entry}\npier: {{name: Pier}}\n"))
    assert [*found.found] == ["pier"]
    ((faults),) = found.broken.values()
    assert [fault.code for fault in faults] == codes


def test_a_field_that_only_a_translation_reads_is_missing_too(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(
        "messages:\n  share:\n    copy: {headline: '{partner.stadt} gibt es weiter'}\n"
        "    caption: {short: Bitte teilen., long: Bitte die Petition teilen.}\n    shows: Ein kurzer Aufruf.\n",
        encoding="utf-8",
    )
    with refused(SpecError, "partner-field-missing") as faults:
        load(root, partner="harbour")
    assert "{partner.stadt}" in faults[0].message


def test_of_several_missing_fields_of_a_message_the_first_is_named(tmp_path: Path) -> None:
    spec = PARTNERED.replace("in {partner.town} asks", "in {partner.town}, {partner.country} asks")
    root = project_with(tmp_path, "pier: {name: Pier}\n", spec)
    with refused(SpecError, "partner-field-missing") as faults:
        load(root, partner="pier")
    assert "{partner.town}" in faults[0].message


def test_a_file_of_partners_for_each_country_is_read(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    (root / "partners").mkdir()
    (root / "partners" / "nl.yaml").write_text("pier: {name: Pier, fields: {town: Delft}}\nharbour: {name: Other}\n")
    found = read_partners(root)
    assert [*found.found] == ["pier"]
    assert [fault.code for fault in found.broken["harbour"]] == ["duplicate-partner"]
    assert found.found["pier"].document.file == "partners/nl.yaml"


def test_an_unknown_partner_is_refused_with_the_nearest(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    with refused(SpecError, "unknown-partner") as faults:
        load(root, partner="harbor")
    assert faults[0].remedy == "did you mean 'harbour'?"


def test_every_partner_is_returned_with_its_project_or_its_faults(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR + "pier: {name: Pier}\n'': {name: None}\n")
    made = partners_of(root)
    assert not isinstance(made["harbour"], tuple)
    assert [fault.code for fault in _faults(made["pier"])] == ["partner-field-missing"]
    assert [fault.code for fault in _faults(made[""])] == ["invalid-path-part"]


def _faults(found: object) -> tuple[kit.Fault, ...]:
    assert isinstance(found, tuple)
    return found


def test_colours_of_a_partner_are_those_of_the_theme(tmp_path: Path) -> None:
    spec = (kit_yaml_with_theme := SPEC.replace("  shipped_layouts", "  theme: dusk\n  shipped_layouts"))
    roles = _roles_of(tmp_path / "first", spec)
    theme = "themes:\n  dusk: {" + ", ".join(f'{role}: "#123456"' for role in roles) + "}\n"
    root = project_with(tmp_path, HARBOUR + '  colours: {ink: "#fedcba"}\n', kit_yaml_with_theme + theme)
    assert load(root, partner="harbour").campaign.themes["dusk"]["ink"] == "#fedcba"
    assert load(root).campaign.themes["dusk"]["ink"] == "#123456"


def _roles_of(folder: Path, spec: str) -> list[str]:
    """Return the roles that a theme must have in a campaign, from the fault of one without colours."""
    make_project(folder, spec + "themes:\n  dusk: {}\n")
    try:
        load(folder)
    except SpecError as error:
        words = next(fault.message for fault in error.faults if fault.code == "theme-without-colour")
        return words.partition(" for ")[2].split(", ")
    return []


def test_a_logo_of_many_partners_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project_with(tmp_path, "".join(f"town-{n}: {{name: T, logo: a.svg, messages: [sign]}}\n" for n in range(3)))
    (root / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    looked: list[str] = []

    def counted(file: str, folder: Path) -> object:
        looked.append(file)
        return look_at_image(file, folder)

    monkeypatch.setattr(partner_kit, "look_at_image", counted)
    assert all(not isinstance(made, tuple) for made in partners_of(root).values())
    assert looked == ["a.svg"]


@pytest.mark.parametrize("name", ["partners.yaml", "partners/nl.yaml"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "broken link", "device"])
def test_a_file_of_partners_that_is_none_is_named(tmp_path: Path, name: str, kind: str) -> None:
    root = make_project(tmp_path / "project", SPEC)
    (root / "partners").mkdir()
    path = root / name
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"loop": path.name, "broken link": "nowhere", "device": "/dev/zero"}[kind])
    with pytest.raises(SpecError) as caught:
        read_partners(root)
    assert path.name in str(caught.value)


@pytest.mark.parametrize("name", ["partners.yml", "partners/nl.yml", "partners/nl.YAML"])
def test_a_file_with_another_ending_is_not_passed_over(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path / "project", SPEC)
    (root / "partners").mkdir()
    (root / name).write_text("pier: {name: Pier}\n", encoding="utf-8")
    with refused(SpecError, "partners-file-not-read"):
        read_partners(root)


def test_hidden_files_beside_those_of_partners_are_not_read(tmp_path: Path) -> None:
    root = project_with(tmp_path, HARBOUR)
    (root / "partners").mkdir()
    (root / "partners" / "._nl.yaml").write_bytes(bytes(20))
    assert [*read_partners(root).found] == ["harbour"]


def test_words_of_a_partner_have_no_blanks_around_them(tmp_path: Path) -> None:
    entry = "pier:\n  name: |\n    Pier\n  handle: ' @pier '\n  fields: {town: ' Delft '}\n"
    partner = read_partners(project_with(tmp_path, entry)).found["pier"].partner
    assert (partner.name, partner.handle, partner.fields) == ("Pier", "@pier", {"town": "Delft"})


def test_the_remedy_for_a_missing_name_is_not_that_for_the_name_of_a_kit(tmp_path: Path) -> None:
    ((fault,),) = read_partners(project_with(tmp_path, "pier: {handle: '@pier'}\n")).broken.values()
    assert (fault.code, fault.remedy) == ("missing-key", "add 'name'")

"""What a kit has beyond pictures: built in each language that has its words, verified, checked and packed."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf
import pytest
from support.campaigns import FEW_WORDS, SPEC, make_project
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.base.errors import SpecError
from kit.publish.store.contents import SUMS, Contents, digests_of, folder_contents, format_sums
from kit.publish.store.manifest_file import format_manifest, parse_manifest, part_of
from kit.run.pipeline.packing import _packed
from kit.tools.exchange.texts import texts_to_translate

if TYPE_CHECKING:
    from pathlib import Path

    from kit.run.pipeline.build_result import BuildResult

MORE = """\
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}
statistics:
  reports: {qualifier: more than, text: 82 million reports, counts: of it, source: letter, as_of: "2020"}
  vote: {text: 7 December 2020, counts: is the vote, source: letter, as_of: "2020", value: 2020-12-07}
more:
  letter:
    form: letter
    link: petition
    title: Letter to a Member
    headline: Please vote yes
    text: |-
      Dear [name],

      {reports} were made. The vote is on {vote}.
    closing: |-
      Yours,
      [your name]
  sheet:
    form: press-sheet
    figures: [reports, vote]
    title: Press sheet
    headline: Facts
    text: Facts for you.
  talk: {form: slides, title: Slides, pictures: [sign telegram/landscape, sign telegram/square]}
  both: {form: pages, title: Both sides, pictures: [sign telegram/square, share telegram/square]}
  sticker: {form: picture, title: Sticker, pictures: [share telegram/square]}
"""
GERMAN = """\
kit: {title: Winzig}
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
statistics:
  reports: {qualifier: mehr als, text: 82 Millionen Meldungen, counts: davon}
  vote: {text: 7. Dezember 2020, counts: ist die Abstimmung}
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
more:
  letter:
    title: Brief an ein Mitglied
    headline: Bitte stimmen Sie mit Ja
    text: |-
      Guten Tag [Name],

      {reports} gab es. Abgestimmt wird am {vote}.
    closing: |-
      Grüße
      [Ihr Name]
  sheet:
    title: Presseblatt
  talk: {title: Folien}
  both: {title: Beide Seiten}
"""


def with_more(root: Path, spec: str = SPEC + FEW_WORDS + MORE, german: str = GERMAN) -> Path:
    """Write the tiny project with a letter and a press sheet in two languages, of which German lacks the second."""
    make_project(root, spec)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(german, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    project = kit.load(with_more(tmp_path_factory.mktemp("more") / "project"))
    result: BuildResult = forked(kit.build, project, project.root / "dist", jobs=2)
    return result


@pytest.fixture
def root(built: BuildResult, tmp_path: Path) -> Path:
    """Return the project with its kit, to change."""
    return shutil.copytree(built.folder.parent.parent, tmp_path / "project")


def codes(findings: tuple[kit.Finding, ...]) -> list[str]:
    return [finding.fault.code for finding in findings if finding.severity == "error"]


def test_each_language_has_what_all_its_words_are_translated_of(built: BuildResult) -> None:
    manifest = parse_manifest((built.folder / "manifest.json").read_bytes())
    rows = [(one.path, one.title, one.last_day, one.state) for one in manifest.more or ()]
    assert rows == [
        ("en/more/letter.docx", "Letter to a Member", "2020-12-07", None),
        ("en/more/letter.txt", "Letter to a Member", "2020-12-07", None),
        ("en/more/sheet.docx", "Press sheet", "2020-12-07", None),
        ("en/more/talk.pptx", "Slides", None, None),
        ("en/more/both.pdf", "Both sides", None, None),
        ("en/telegram/share-square-1080x1080.png", "Sticker", None, None),
        ("de/more/letter.docx", "Brief an ein Mitglied", "2020-12-07", "draft"),
        ("de/more/letter.txt", "Brief an ein Mitglied", "2020-12-07", "draft"),
        ("de/more/talk.pptx", "Folien", None, "draft"),
    ]
    letter = (built.folder / "de/more/letter.txt").read_text("utf-8-sig")
    assert "Mehr als 82 Millionen Meldungen gab es. Abgestimmt wird am 7. Dezember 2020." in letter
    assert (
        "https://www.change.org/childsafetyfirst\n\nGrüße\n[Ihr Name]\n\nQuelle: NCMEC, „Ein Brief“, 2020\n" in letter
    )


def test_a_letter_that_is_not_packed_is_not_in_the_zip_of_the_kit_though_all_its_pictures_are(
    built: BuildResult,
) -> None:
    whole = folder_contents(built.folder)[0]
    manifest = parse_manifest(whole.read("manifest.json"))
    reviewed = part_of(manifest, [asset for asset in manifest.assets if not asset.state])
    more = tuple(one if one.id == "sheet" else replace(one, state="draft") for one in reviewed.more or ())
    data = format_manifest(replace(reviewed, more=more))
    known = Contents(whole.names, lambda name: data if name == "manifest.json" else whole.read(name))
    packed = _packed("tiny", known, (), release=True).whole.names
    assert [name for name in packed if "/more/" in name] == ["en/more/sheet.docx"]


@pytest.mark.ci
def test_what_a_language_lacks_is_named_and_its_messages_are_made(built: BuildResult) -> None:
    project = kit.load(built.folder.parent.parent)
    faults = [one.fault for one in project.untranslated if not one.message]
    beside = (
        "messages.share.copy.headline, messages.share.caption.short, messages.share.caption.long, messages.share.shows"
    )
    assert [fault.message for fault in faults] == [
        "'sheet' is left out in 'de', as words are missing: headline, text",
        f"'both' is left out in 'de', as words are missing: {beside}",
        f"'sticker' is left out in 'de', as words are missing: {beside}, title",
    ]
    found = [finding.fault for finding in kit.check(project)]
    assert all(fault in found for fault in faults)
    assert any(asset.language == "de" for asset in built.assets)


def test_the_page_of_a_language_links_to_its_own(built: BuildResult) -> None:
    page = (built.folder / "de/index.html").read_text("utf-8")
    assert "Mehr als Bilder" in page
    assert 'href="../de/more/letter.docx" aria-label="Brief an ein Mitglied: Word-Datei (DOCX)"' in page
    assert "en/more" not in page
    assert "bis zum 7.\u00a0Dezember\u00a02020" in page


def test_a_kit_without_the_section_has_none(tmp_path: Path) -> None:
    project = kit.load(make_project(tmp_path / "project", SPEC + FEW_WORDS))
    folder = forked(kit.build, project, tmp_path / "dist", only="*sign-square*", jobs=1).folder
    assert "more" not in json.loads((folder / "manifest.json").read_text("utf-8"))
    assert 'id="beyond"' not in (folder / "index.html").read_text("utf-8")


def test_a_built_kit_is_intact_and_current(built: BuildResult) -> None:
    assert codes(kit.verify(built.folder)) == []
    assert codes(kit.check(kit.load(built.folder.parent.parent), built=built.folder)) == []


def reseal(folder: Path) -> None:
    """Write the checksums of a kit anew."""
    read, _ = folder_contents(folder)
    (folder / SUMS).write_bytes(format_sums({name: one for name, one in digests_of(read).items() if name != SUMS}))


def test_a_changed_a_missing_and_an_unlisted_file_are_found(root: Path) -> None:
    folder = root / "dist" / "tiny-1.0.0"
    letter = folder / "en/more/letter.txt"
    letter.write_text(letter.read_text("utf-8").replace("82", "28"), encoding="utf-8")
    (folder / "de/more/letter.txt").unlink()
    (folder / "en/more/other.txt").write_text("words", encoding="utf-8")
    reseal(folder)
    assert sorted(codes(kit.verify(folder))) == ["asset-file-missing", "digest-differs", "file-not-in-manifest"]


def test_a_figure_that_the_manifest_no_longer_has_is_found_in_every_file(root: Path) -> None:
    folder = root / "dist" / "tiny-1.0.0"
    manifest = (folder / "manifest.json").read_text("utf-8")
    (folder / "manifest.json").write_text(manifest.replace("82 million", "83 million"), encoding="utf-8")
    reseal(folder)
    found = [one for one in kit.verify(folder) if one.fault.code == "figure-not-in-manifest"]
    assert [one.fault.message.partition(" says")[0] for one in found] == [
        "en/more/letter.docx",
        "en/more/letter.txt",
        "en/more/sheet.docx",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"path": "en/more/letter.docx"', '"path": "de/more/other.docx"', "is not in the folder of its language"),
        ('"last_day": "2020-12-07",\n   "state"', '"last_day": "soon",\n   "state"', "is not a date"),
    ],
)
def test_an_entry_that_contradicts_itself_is_not_believed(root: Path, old: str, new: str, said: str) -> None:
    folder = root / "dist" / "tiny-1.0.0"
    manifest = (folder / "manifest.json").read_text("utf-8")
    assert old in manifest
    (folder / "manifest.json").write_text(manifest.replace(old, new), encoding="utf-8")
    reseal(folder)
    assert said in str(next(one.fault for one in kit.verify(folder) if one.fault.code == "manifest-unreadable"))


@pytest.mark.ci
def test_words_that_changed_since_are_found_by_the_project(root: Path) -> None:
    spec = (root / "kit.yaml").read_text("utf-8")
    (root / "kit.yaml").write_text(spec.replace("Facts for you.", "Facts for all."), encoding="utf-8")
    project = kit.load(root)
    found = [one for one in kit.check(project, built=root / "dist" / "tiny-1.0.0") if one.severity == "error"]
    assert [one.fault.message for one in found] == ["en/more/sheet.docx is not what the project makes now"]
    with pytest.raises(kit.CheckError):
        kit.pack(root / "dist" / "tiny-1.0.0", root / "zips")


@pytest.mark.ci
def test_a_file_that_the_project_would_not_make_is_found_though_its_sum_is_right(root: Path) -> None:
    folder = root / "dist" / "tiny-1.0.0"
    letter = folder / "en/more/letter.txt"
    letter.write_text(letter.read_text("utf-8").replace("82", "28"), encoding="utf-8")
    reseal(folder)
    found = [one for one in kit.check(kit.load(root), built=folder) if one.fault.code == "more-differs"]
    assert [one.fault.message for one in found] == ["en/more/letter.txt is not what the project makes now"]


@pytest.mark.ci
def test_zips_of_a_language_have_them_and_those_of_platforms_have_not(root: Path) -> None:
    packed = forked(kit.pack, root / "dist" / "tiny-1.0.0", root / "dist")
    found = {path.name: [name for name in ZipFile(path).namelist() if "/more/" in name] for path in packed}
    assert {name: len(names) for name, names in found.items()} == {
        "tiny-1.0.0-de.zip": 3,
        "tiny-1.0.0-de-telegram.zip": 0,
        "tiny-1.0.0-en.zip": 5,
        "tiny-1.0.0-en-telegram.zip": 0,
    }
    assert [codes(kit.verify(path)) for path in packed] == [[]] * 4


@pytest.mark.ci
def test_a_release_has_drafts_of_them_in_the_zip_of_drafts_alone(root: Path) -> None:
    packed = forked(kit.pack, root / "dist" / "tiny-1.0.0", root / "dist", release=True)
    found = {
        path.name: {name.rpartition("/")[2] for name in ZipFile(path).namelist() if "/more/" in name} for path in packed
    }
    assert found["tiny-1.0.0-DRAFT-de.zip"] == {"letter.docx", "letter.txt", "talk.pptx"}
    assert found["tiny-1.0.0-en.zip"] == {"letter.docx", "letter.txt", "sheet.docx", "talk.pptx", "both.pdf"}


def test_built_twice_they_have_the_same_bytes(built: BuildResult, tmp_path: Path) -> None:
    again = forked(kit.build, kit.load(with_more(tmp_path / "elsewhere")), tmp_path / "dist", jobs=1).folder
    first, second = (
        {name: data for name, data in contents(one).items() if "/more/" in name} for one in (built.folder, again)
    )
    assert first == second
    assert len(first) == 8


def test_pages_are_tagged_and_slides_lead_to_the_address(built: BuildResult) -> None:
    with pikepdf.open(built.folder / "en/more/both.pdf") as pdf:
        figures = [*pdf.Root.StructTreeRoot.K[0].K]
        alts = [str(figure.Alt) for figure in figures]
        assert len(pdf.pages) == 2
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "en")
        assert str(pdf.docinfo["/Title"]) == "Tiny: Both sides"
    listed = {asset.path: asset.alt_long for asset in built.assets}
    names = ("sign", "share")
    assert alts == [next(alt for path, alt in listed.items() if f"en/telegram/{name}-square" in path) for name in names]
    with ZipFile(built.folder / "en/more/talk.pptx") as packed:
        assert "https://www.change.org/childsafetyfirst" in packed.read("ppt/slides/_rels/slide2.xml.rels").decode()
        assert "ppt/media/image2.png" in packed.namelist()


def test_without_all_of_its_pictures_an_extra_is_left_out_of_a_build_of_some(tmp_path: Path) -> None:
    project = kit.load(make_project(tmp_path / "project", SPEC + FEW_WORDS + MORE))
    folder = forked(kit.build, project, tmp_path / "dist", only="*share-square*", jobs=1).folder
    manifest = parse_manifest((folder / "manifest.json").read_bytes())
    assert [one.id for one in manifest.more or ()] == ["letter", "letter", "sheet", "sticker"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    form: letter\n", "    form: leter\n", "unknown-choice"),
        ("link: petition\n    title", "link: petitoin\n    title", "unknown-link"),
        ("{reports} were", "{reprots} were", "unknown-statistic"),
        ("figures: [reports, vote]", "figures: [reports, votes]", "unknown-statistic"),
        ("  sheet:\n", "  Press Sheet:\n", "invalid-path-part"),
        ("headline: Facts", "headline: ''", "empty-text"),
        ("headline: Facts", "headline: '**Facts**'", "emphasis-outside-copy"),
        ("    headline: Facts\n", "", "extra-incomplete"),
        ("title: Slides, pictures", "title: Slides, text: More, pictures", "extra-unused"),
        (
            "title: Slides, pictures: [sign telegram/landscape, sign telegram/square]",
            "title: Slides",
            "extra-incomplete",
        ),
        ("[sign telegram/landscape,", "[sgin telegram/landscape,", "unknown-picture-of-extra"),
        ("[sign telegram/landscape,", "[sign telegram/landscpae,", "unknown-picture-of-extra"),
        ("[sign telegram/landscape,", "[sign,", "unknown-picture-of-extra"),
        ("form: pages", "form: sheets", "picture-without-sheet"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(tmp_path: Path, old: str, new: str, code: str) -> None:
    spec = (SPEC + FEW_WORDS + MORE).replace(old, new)
    assert spec != SPEC + FEW_WORDS + MORE
    with pytest.raises(SpecError) as refused:
        kit.load(make_project(tmp_path / "project", spec))
    assert {fault.code for fault in refused.value.faults} == {code}
    assert all(fault.mark for fault in refused.value.faults)


def findings_in(tmp_path: Path, old: str, new: str) -> list[str]:
    spec = (SPEC + FEW_WORDS + MORE).replace(old, new)
    return [one.fault.code for one in kit.check(kit.load(make_project(tmp_path / "project", spec)))]


@pytest.mark.ci
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Facts for you.", "12 facts for you.", "number-typed"),
        ("Facts for you.", "Facts for you on 31 February 2020.", "impossible-date"),
        ("Facts for you.", "Facts at https://www.elsewhere.org/a", "address-elsewhere"),
        ("Facts for you.", "Facts for you. TODO", "placeholder-left"),
        (FEW_WORDS, f"{FEW_WORDS}voice: [facts]\n", "banned-word"),
    ],
)
def test_the_rules_on_words_apply(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code in findings_in(tmp_path, old, new)


@pytest.mark.ci
def test_gaps_are_no_placeholders_but_elsewhere_they_are(tmp_path: Path) -> None:
    assert "placeholder-left" not in findings_in(tmp_path, "", "")
    shutil.rmtree(tmp_path / "project")
    assert "placeholder-left" in findings_in(tmp_path, "Please share.", "'Please share, [name].'")


@pytest.mark.ci
def test_a_past_day_in_one_is_stale(built: BuildResult) -> None:
    found = kit.check(kit.load(built.folder.parent.parent), as_of=dt.date(2020, 12, 8))
    assert {one.where for one in found if one.fault.code == "past-day"} == {"letter", "sheet"}


def test_translators_get_its_texts_with_what_they_are(built: BuildResult) -> None:
    campaign = kit.load(built.folder.parent.parent).campaign
    texts = {one.key: one for one in texts_to_translate(campaign, {}, "de", {}).texts}
    assert [key for key in texts if key.startswith("more.")] == [
        *("more.letter.title", "more.letter.headline", "more.letter.text", "more.letter.closing"),
        *("more.sheet.title", "more.sheet.headline", "more.sheet.text"),
        *("more.talk.title", "more.both.title", "more.sticker.title"),
    ]
    assert "keep the brackets" in texts["more.letter.text"].about[0]
    assert "{reports} becomes 'more than 82 million reports': keep it as it is." in texts["more.letter.text"].about


PARTNERS = "harbour: {name: The Harbour, link: https://www.change.org/harbour, fields: {town: Rotterdam}}\n"


def test_the_kit_of_a_partner_has_its_address_and_words_and_the_campaigns_own_leaves_them_out(tmp_path: Path) -> None:
    spec = (SPEC + FEW_WORDS + MORE).replace("Facts for you.", "Facts for {partner.town}.")
    root = make_project(tmp_path / "project", spec)
    (root / "partners.yaml").write_text(PARTNERS, encoding="utf-8")
    own, partner = kit.load(root).campaign, kit.load(root, partner="harbour").campaign
    assert [*own.more] == ["letter", "talk", "both", "sticker"]
    assert partner.more["sheet"].text == "Facts for Rotterdam."
    (root / "partners.yaml").write_text("harbour: {name: The Harbour}\n", encoding="utf-8")
    with pytest.raises(SpecError) as refused:
        kit.load(root, partner="harbour")
    assert [fault.code for fault in refused.value.faults] == ["partner-field-missing"]


def test_in_pseudo_copy_there_are_none(tmp_path: Path) -> None:
    project = kit.with_pseudo_copy(kit.load(make_project(tmp_path / "project", SPEC + FEW_WORDS + MORE)), "accents")
    folder = forked(kit.build, project, tmp_path / "dist", only="*sign-square*", jobs=1).folder
    assert not (folder / "en/more").exists()

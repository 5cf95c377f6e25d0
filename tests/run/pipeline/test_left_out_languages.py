"""A language with an error is left out of a kit: it is named, the others are published, and the exit code is 3."""

from __future__ import annotations

import json
import shutil
import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from support.campaigns import FEW_WORDS, KIT, SPEC, make_project
from support.commands import assert_whole, lies_in
from support.forked_calls import forked, run_kit

import kit
import kit.tools.comparison
from kit.base.errors import SpecError
from kit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

#: The words of both messages, in the form of a translation.
WORDS = """\
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""
LINKS = "links: {petition: {verb: Unterschreib}}\n"
SHARE = """\
  share:
    copy: {headline: Sag es weiter}
    caption: {short: Bitte teil das., long: Bitte teil die Petition.}
    shows: Ein kurzer Aufruf in großen Buchstaben.
"""
LONG = WORDS.replace("**zuerst.**", f"**{'zuerst und ' * 40}.**")
UNKNOWN = WORDS.replace("shows:", "show:")


def in_languages(root: Path, spec: str = SPEC + FEW_WORDS, **locales: str) -> Path:
    """Write the tiny project with translations by tag into a new folder, which is returned."""
    make_project(root, spec)
    (root / "locales").mkdir()
    for tag, text in locales.items():
        (root / "locales" / f"{tag}.yaml").write_text(text, encoding="utf-8")
    return root


def manifest_in(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return read


def test_a_language_whose_file_is_broken_is_left_out_and_named(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=UNKNOWN, fr=WORDS)
    run = run_kit("build", "--jobs", "1", cwd=root)
    assert run.returncode == 3
    assert "locales/de.yaml:5:5: unknown key 'show'" in run.stderr
    assert "without 'de', which has 1 error: locales/de.yaml:5:5: unknown key 'show'" in run.stdout
    assert_whole(root / "dist" / KIT)
    said = manifest_in(root / "dist" / KIT)
    assert said["left_out"] == {"de": "locales/de.yaml:5:5: unknown key 'show'"}
    assert said["languages"] == {"declared": ["de", "en", "fr"], "built": ["en", "fr"]}
    assert kit.verify(root / "dist" / KIT) == ()


@pytest.mark.ci
def test_a_language_whose_picture_fails_is_left_out_with_all_its_pictures(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=LONG + SHARE, fr=WORDS)
    result = forked(kit.build, kit.load(root), root / "dist", jobs=1)
    assert (result.published, result.failures, result.languages) == (True, (), ("en", "fr"))
    assert [one.language for one in result.left_out] == ["de"]
    assert not (result.folder / "de").exists()
    assert_whole(result.folder)
    left_out = manifest_in(result.folder)["left_out"]
    assert isinstance(left_out, dict)
    assert left_out["de"].startswith("sign telegram/landscape (de): locales/de.yaml:3:")
    assert kit.verify(result.folder) == ()
    assert lies_in(root / "dist") == {KIT}


@pytest.mark.ci
def test_what_was_there_of_a_language_yesterday_is_gone(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=WORDS)
    assert (forked(kit.build, kit.load(root), root / "dist", jobs=1).folder / "de").is_dir()
    (root / "locales" / "de.yaml").write_text(UNKNOWN, encoding="utf-8")
    assert not (forked(kit.build, kit.load(root), root / "dist", jobs=1).folder / "de").exists()


@pytest.mark.ci
def test_an_error_in_the_own_language_stops_all_as_before(tmp_path: Path) -> None:
    long = f"Every child {'deserves and ' * 40}."
    spec = (SPEC + FEW_WORDS).replace("headline: Pass it on", f'headline: "{long}"')
    assert spec != SPEC + FEW_WORDS
    root = in_languages(tmp_path / "p", spec, de=LONG, fr=WORDS, it=UNKNOWN)
    result = forked(kit.build, kit.load(root), root / "dist", jobs=1)
    assert (result.published, result.folder.name) == (False, "incomplete")
    assert {failure.language for failure in result.failures} == {"en", "de"}
    assert [one.language for one in result.left_out] == ["it"]
    assert run_kit("build", "--jobs", "1", cwd=root).returncode == 1


def test_an_error_in_the_words_of_a_language_leaves_it_out(tmp_path: Path) -> None:
    """A rule on words, of which an error in `kit.yaml` stops only `kit pack`."""
    root = in_languages(tmp_path / "p", de="voice: {never: [bitte]}\n" + WORDS, fr=WORDS)
    result = forked(kit.build, kit.load(root), root / "dist", jobs=1)
    assert [one.language for one in result.left_out] == ["de"]
    assert not [one for one in result.warnings if one.severity == "error"]


def test_pictures_of_a_broken_language_alone_are_not_found_missing_but_its_faults_are_told(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=UNKNOWN)
    with pytest.raises(SpecError, match="unknown key 'show'"):
        kit.build(kit.load(root), tmp_path / "out", only="de/*")
    with pytest.raises(SpecError, match="unknown key 'show'"):
        kit.load(root, locale="de")
    for name in ("sign telegram/square (de)", "de/telegram/sign-square-1080x1080"):
        with pytest.raises(SpecError, match="unknown key 'show'"):
            kit.picture_named(kit.load(root), name)
    with pytest.raises(SpecError, match="unknown key 'show'"):
        kit.tools.comparison.diff(root, root, only="de/*")


def test_one_that_is_in_no_known_language_is_left_out(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", qzz=WORDS)
    assert [one.language for one in kit.load(root).broken] == ["qzz"]


# Languages that somebody chooses -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in English, German and French, whose kit has all of them."""
    root = in_languages(tmp_path_factory.mktemp("trilingual") / "p", de=WORDS, fr=WORDS)
    assert forked(kit.build, kit.load(root), root / "dist", jobs=1).languages == ("de", "en", "fr")
    return root


@pytest.mark.ci
def test_only_the_languages_that_are_named_are_built_and_the_others_are_told(trilingual: Path, tmp_path: Path) -> None:
    shutil.copytree(trilingual, tmp_path / "p")
    run = run_kit("build", "--jobs", "1", "--language", "own,fr", cwd=tmp_path / "p")
    assert run.returncode == 0
    *_, gone, last = run.stdout.splitlines()
    assert gone == "the kit before also had de, which this one does not"
    assert last == f"open dist/{KIT}/index.html; not made: de (--language all)"
    folder = tmp_path / "p" / "dist" / KIT
    assert_whole(folder)
    assert manifest_in(folder)["languages"] == {"declared": ["de", "en", "fr"], "built": ["en", "fr"]}
    said = manifest_in(folder)["kit"]
    assert isinstance(said, dict)
    assert [*said["translations"]] == ["fr"]


@pytest.mark.ci
def test_a_kit_without_the_own_language_is_whole(trilingual: Path, tmp_path: Path) -> None:
    result = forked(kit.build, kit.in_languages(kit.load(trilingual), ["de"]), tmp_path, jobs=1)
    assert (result.published, result.languages, result.unbuilt) == (True, ("de",), ("en", "fr"))
    assert kit.verify(result.folder) == ()
    assert {finding.fault.code for finding in forked(kit.check, kit.load(trilingual), built=result.folder)} >= {
        "language-not-built"
    }


@pytest.mark.parametrize("tag", ["it", "german"])
def test_a_language_that_the_project_does_not_have_is_refused(tag: str, trilingual: Path) -> None:
    for arguments in (["build", "--language", tag], ["check", "--without", tag], ["pack", "--without", tag]):
        run = CliRunner().invoke(main, [*arguments, "--spec", str(trilingual)])
        assert (run.exit_code, f"the project has no language '{tag}'" in run.stderr) == (2, True)


@pytest.mark.ci
def test_pack_warns_of_languages_that_were_not_built_and_packs_the_others(trilingual: Path, tmp_path: Path) -> None:
    project = kit.load(trilingual)
    built = forked(kit.build, kit.in_languages(project, ["en"]), tmp_path, jobs=1)
    said: list[kit.Finding] = []
    zips = kit.pack(built.folder, tmp_path / "zips", project=project, report=said.extend)
    found = [(one.severity, one.fault.message) for one in said if one.fault.code == "language-not-built"]
    assert found == [("warning", f"the kit has no pictures in '{tag}'") for tag in ("de", "fr")]
    assert f"{KIT}.zip" in {path.name for path in zips}


def test_a_check_ends_with_an_error_in_a_language_unless_it_is_left_out_by_name(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=UNKNOWN)
    check = partial(run_kit, "check", cwd=root)
    broken, without = check(), check("--without", "de")
    assert (broken.returncode, "unknown key 'show'" in broken.stderr) == (1, True)
    assert (without.returncode, "show" in without.stderr) == (0, False)
    assert check("--without", "").returncode == 1, "no language is named"
    own = check("--without", "de,en")
    assert (own.returncode, "'en' is the language of kit.yaml" in own.stderr) == (2, True)


@pytest.mark.ci
def test_a_check_of_one_language_judges_its_pictures_and_no_other_language(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=LONG + SHARE, fr=UNKNOWN, pt=WORDS + SHARE)
    check = partial(run_kit, "check", "--language", cwd=root)
    sound, long = check("pt"), check("de")
    assert (sound.returncode, "(de)" in sound.stderr, "fr.yaml" in sound.stderr) == (0, False, False)
    assert (long.returncode, "(de)" in long.stderr, "fr.yaml" in long.stderr) == (1, True, False)
    for only in ((), ("--only", "*square*"), ("--only", "sign"), ("--only", "no such picture")):
        broken = check("fr", *only)
        assert (broken.returncode, "unknown key 'show'" in broken.stderr) == (2, True), only
        assert "no picture" not in broken.stderr
    none = check("pt,fr", "--only", "no such picture")
    assert (none.returncode, "no picture matches" in none.stderr) == (2, True)
    assert check("it").returncode == 2


def test_advice_on_a_headline_makes_no_message_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = kit.load(in_languages(tmp_path / "p", de=WORDS + SHARE))
    pictures = ["sign telegram/square (de)", "share telegram/square (de)"]
    overflow, advice = (
        kit.Fault(code, None, "shorten it", code=code) for code in ("text-overflow", "headline-too-long")
    )
    found = (
        kit.Finding("headline-gap", "advice", advice, pictures[0]),
        kit.Finding("overflow", "error", overflow, pictures[-1]),
    )
    monkeypatch.setattr("kit.run.pipeline.judging.checking.check_composed", lambda _: found)
    assert kit.translation_states(project, fit=True)["de"] == {"sign": "draft", "share": "too long"}


@pytest.mark.ci
def test_a_kit_without_a_broken_language_can_be_packed(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=UNKNOWN)
    built = forked(kit.build, kit.load(root), root / "dist", jobs=1)
    said: list[kit.Finding] = []
    kit.pack(built.folder, tmp_path / "zips", project=kit.load(root), report=said.extend)
    [found] = [one.fault.message for one in said if one.fault.code == "language-not-built"]
    assert found == "the kit has no pictures in 'de': locales/de.yaml:5:5: unknown key 'show'"


def test_a_message_whose_words_do_not_fit_is_listed_as_too_long_where_all_is_looked_at(tmp_path: Path) -> None:
    root = in_languages(tmp_path / "p", de=LONG + SHARE, fr=UNKNOWN)
    project = kit.load(root)
    assert kit.translation_states(project)["de"] == {"sign": "draft", "share": "draft"}
    assert kit.translation_states(project, fit=True)["de"] == {"sign": "too long", "share": "draft"}
    listed = CliRunner().invoke(main, ["list", "languages", "--fit", "--spec", str(root)])
    assert listed.stdout.splitlines()[2:] == [
        "de               ·         1         ·         1         ·",
        "          too long: sign",
        "fr        left out: locales/fr.yaml:5:5: unknown key 'show'",
    ]
    assert CliRunner().invoke(main, ["list", "fonts", "--fit", "--spec", str(root)]).exit_code == 2


# Languages that nobody asks for -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a project whose German has a fault, and build its English and French."""
    root = in_languages(tmp_path_factory.mktemp("one") / "p", de=UNKNOWN, fr=WORDS)
    run = run_kit("build", "--jobs", "1", "--language", "own,fr", cwd=root)
    assert (run.returncode, "de.yaml" in run.stderr) == (0, False)
    assert run.stdout.rstrip().endswith("not made: de (--language all)")
    return root


@pytest.mark.parametrize(
    ("command", "left_out"),
    [
        (("check", "--language", "own"), "2 of 3 languages (de, fr)"),
        (("check", "--language", "fr,en", "--built"), "1 of 3 languages (de)"),
        (("check", "--only", "fr/*"), "2 of 3 languages (de, en)"),
        (("check", "--only", "sign telegram/landscape (fr)"), "2 of 3 languages (de, en)"),
        (("list", "pictures", "--only", "fr/*"), "2 of 3 languages (de, en)"),
        (("list", "pictures", "--language", "own"), "2 of 3 languages (de, fr)"),
    ],
)
def test_a_fault_in_a_language_that_nobody_asks_for_stops_nobody(
    one_broken: Path, command: tuple[str, ...], left_out: str
) -> None:
    run = run_kit(*command, cwd=one_broken)
    assert (run.returncode, "de.yaml" in run.stdout + run.stderr) == (0, False)
    assert f"not looked at: {left_out}" in run.stdout + run.stderr
    run = run_kit(*command, "--format", "json", cwd=one_broken)
    assert left_out in json.loads(run.stdout)["not_looked_at"]


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--language", "all", "--only", "fr/*"), ("check", "--only", "*")]
)
def test_a_fault_in_a_language_that_is_asked_for_is_found(one_broken: Path, command: tuple[str, ...]) -> None:
    run = run_kit(*command, cwd=one_broken)
    assert (run.returncode, "locales/de.yaml:5:5: unknown key 'show'" in run.stderr) == (1, True)
    assert "languages (" not in run.stdout


def test_only_the_zips_of_the_languages_that_are_asked_for_are_packed(one_broken: Path) -> None:
    run = run_kit("pack", "--language", "fr", cwd=one_broken)
    assert run.returncode == 0, run.stderr
    assert {path.name for path in (one_broken / "dist").glob("*.zip")} == {f"{KIT}.zip", f"{KIT}-fr.zip"}
    assert kit.verify(one_broken / "dist" / f"{KIT}.zip") == ()
    with zipfile.ZipFile(one_broken / "dist" / f"{KIT}.zip") as packed:
        assert {name.split("/")[1] for name in packed.namelist() if "telegram" in name} == {"fr"}
    assert "2 of 3 languages (de, en)" in run.stdout


def test_a_picture_is_rendered_though_another_language_has_a_fault(one_broken: Path, tmp_path: Path) -> None:
    for name in ("fr/telegram/sign-landscape-1280x720", "sign telegram/landscape (fr)"):
        run = run_kit("render", *name.split(), "-o", str(tmp_path / "picture.png"), cwd=one_broken)
        assert (run.returncode, "de.yaml" in run.stderr) == (0, False), run.stderr
    run = run_kit("render", "--language", "xx", "sign", "-o", str(tmp_path / "picture.png"), cwd=one_broken)
    assert (run.returncode, "the project has no language 'xx'" in run.stderr) == (2, True)


def test_kits_are_compared_in_the_languages_that_are_asked_for(one_broken: Path) -> None:
    other = shutil.copytree(one_broken, one_broken.parent / "other", ignore=shutil.ignore_patterns("dist"))
    (other / "locales" / "fr.yaml").write_text(WORDS.replace("Unterschreib die Petition}", "Signez}"), encoding="utf-8")

    def diff(old: Path, new: Path, **options: Any) -> kit.tools.comparison.Comparison:  # noqa: ANN401  (of any kind)
        return forked(kit.tools.comparison.diff, old, new, jobs=1, **options)

    in_french = diff(one_broken, other, languages=["fr"])
    assert {picture.asset.language for picture in in_french.pictures} == {"fr"}
    assert (in_french.languages, in_french.compared) == (("de", "en", "fr"), ("fr",))
    assert (in_french.old.left_out, in_french.new.left_out) == ({}, {})
    assert not diff(one_broken, other, languages=["own"]).differs
    assert {*diff(one_broken, other).new.left_out} == {"de"}
    built = one_broken / "dist" / KIT
    assert not diff(built, one_broken, languages=["fr"]).differs
    assert diff(built, other, languages=["fr"]).pictures == diff(built, other, only="fr/*").pictures != ()
    with pytest.raises(SpecError, match="the project has no language 'xx'"):
        diff(built, other, languages=["xx"])

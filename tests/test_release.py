"""What releases are made with: the workflows, the action for other campaigns, and the scripts that both run."""

from __future__ import annotations

import compileall
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from support.campaigns import GERMAN, SMALL, make_project, write_own_palette_with_help

import kit
from kit.cli import main
from kit.publish.store.contents import folder_contents
from kit.publish.store.zip_files import dos_time, zip_parts
from kit.tools.scaffold import note_translations, sign_translations

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"


def read(path: Path) -> dict[str, Any]:
    """Read a file with all scalars as strings, for `on` is a key here and true to plain YAML 1.1."""
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  (makes strings only)
    return content


def steps() -> Iterator[dict[str, Any]]:
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            yield from job.get("steps", ())
    yield from read(ACTION)["runs"]["steps"]


def test_every_action_is_pinned_to_one_commit_that_its_version_is_written_beside() -> None:
    pins: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, ACTION):
        for used in re.findall(r"^\s*(?:- )?uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            if used.startswith("$/"):
                assert (ROOT / used.removeprefix("$/")).is_file(), used
                continue
            matched = re.fullmatch(r"([\w-]+/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", used)
            assert matched, f"{path.name}: {used}"
            pins.setdefault(matched[1], set()).add(matched[2])
    assert "actions/checkout" in pins
    assert {name: pin for name, pin in pins.items() if len(pin) > 1} == {}


def test_every_container_is_one_image_pinned_by_its_digest() -> None:
    containers = [job.get("container") for path in WORKFLOWS for job in read(path)["jobs"].values()]
    images = {there if isinstance(there, str) else there["image"] for there in containers if there}
    assert len(images) == 1
    assert re.fullmatch(r"python:3\.\d+-\w+@sha256:[0-9a-f]{64}", images.pop())


def test_no_shell_line_holds_an_expression_that_somebody_else_could_write() -> None:
    assert [step["name"] for step in steps() if "${{" in step.get("run", "")] == []


def test_only_the_jobs_that_draft_and_publish_may_write() -> None:
    writers = {}
    for path in WORKFLOWS:
        workflow = read(path)
        assert workflow["permissions"] == {}, path.name
        for name, job in workflow["jobs"].items():
            granted = {scope for scope, level in job["permissions"].items() if level == "write"}
            if granted:
                writers[f"{path.stem} {name}"] = granted
    assert writers == {
        "release draft": {"contents", "id-token", "attestations"},
        "release publish": {"contents"},
        "release pages": {"pages", "id-token"},
        "pages deploy": {"pages", "id-token"},
    }


def test_a_job_that_may_write_runs_no_code_of_the_repository() -> None:
    jobs = {f"{path.name}: {name}": job for path in WORKFLOWS for name, job in read(path)["jobs"].items()}
    writing = {name: job.get("steps", ()) for name, job in jobs.items() if "write" in job["permissions"].values()}
    used = {name: [step.get("uses", "") for step in taken] for name, taken in writing.items()}
    assert any(used.values())
    assert [name for name, uses in used.items() if any(one.startswith("actions/checkout@") for one in uses)] == []


def test_a_release_is_published_only_after_the_draft_and_by_an_approved_job() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert [jobs[name]["needs"] for name in ("draft", "publish", "pages")] == [
        ["build", "differences"], ["build", "draft"], ["build", "publish"],
    ]  # fmt: skip
    assert jobs["publish"]["environment"] == "release"


def test_a_pre_release_is_marked_as_one_and_publishes_no_page() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    (made,) = (step for step in jobs["build"]["steps"] if "release.sh" in step.get("run", ""))
    assert jobs["build"]["outputs"] == {"prerelease": f"${{{{ steps.{made['id']}.outputs.prerelease }}}}"}
    for name in ("draft", "publish"):
        (last,) = (step for step in jobs[name]["steps"] if "gh release" in step.get("run", ""))
        assert '--prerelease="$PRERELEASE"' in last["run"]
        assert last["env"]["PRERELEASE"] == "${{ needs.build.outputs.prerelease }}"
    assert jobs["pages"]["if"] == "needs.build.outputs.prerelease == 'false'"


def run_action(tmp_path: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, list[str]]]:
    """Run the step of the action that makes the kit; return how it went and its outputs, in lines."""
    action = read(ACTION)
    (step,) = (step for step in action["runs"]["steps"] if step.get("id") == "make")
    given = {name: inputs.get(name, declared["default"]) for name, declared in action["inputs"].items()}
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    outputs = tmp_path / "outputs"
    outputs.touch()
    variables |= {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_OUTPUT": str(outputs)}
    ran = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=tmp_path,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ran, read_outputs(outputs.read_text(encoding="utf-8"))


def read_outputs(text: str) -> dict[str, list[str]]:
    """Read a file of outputs as runners do: `NAME=VALUE`, or `NAME<<END`, lines and END."""
    found = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, end = line.partition("<<")
        if end:
            found[name] = list(takewhile(end.__ne__, lines))
        else:
            name, _, value = line.partition("=")
            found[name] = [value]
    return found


@pytest.mark.ci
def test_the_action_builds_checks_and_packs_the_kit_of_another_campaign(tmp_path: Path) -> None:
    make_project(tmp_path / "their campaign", SMALL)
    ran, outputs = run_action(tmp_path, spec="their campaign/kit.yaml", out="made here")
    assert ran.returncode == 0, ran.stderr
    assert outputs == {
        "folder": ["made here/tiny-1.0.0"],
        "left_out": [""],
        "zips": ["made here/tiny-1.0.0-en.zip", "made here/tiny-1.0.0.zip"],
    }
    assert (tmp_path / outputs["folder"][0] / "manifest.json").is_file()
    assert all((tmp_path / zipped).is_file() for zipped in outputs["zips"])


@pytest.mark.ci
def test_the_action_leaves_out_what_it_is_told_to(tmp_path: Path) -> None:
    make_project(tmp_path / "theirs", SMALL)
    ran, outputs = run_action(tmp_path, spec="theirs/kit.yaml", check="no", pack="no")
    assert ran.returncode == 0, ran.stderr
    assert outputs == {"folder": ["dist/tiny-1.0.0"], "left_out": [""]}
    assert [path.name for path in (tmp_path / "dist").glob("*.zip")] == []


@pytest.mark.ci
@pytest.mark.parametrize("pack", ["yes", "no"])
def test_the_action_goes_on_without_a_language_that_has_an_error_and_annotates_it(pack: str, tmp_path: Path) -> None:
    root = make_project(tmp_path / "theirs", SMALL)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text("kit: {titel: Winzig}\n", encoding="utf-8")
    ran, outputs = run_action(tmp_path, spec="theirs/kit.yaml", pack=pack)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (outputs["folder"], outputs["left_out"]) == (["dist/tiny-1.0.0"], ["de"])
    assert re.search(r"^::error file=\S*locales/de\.yaml,line=1,col=7,.*'titel'", ran.stdout, re.MULTILINE)
    assert ("dist/tiny-1.0.0.zip" in outputs.get("zips", [])) == (pack == "yes")


def test_the_action_refuses_a_choice_that_is_neither_yes_nor_no_before_it_builds(tmp_path: Path) -> None:
    make_project(tmp_path / "theirs", SMALL)
    ran, outputs = run_action(tmp_path, spec="theirs/kit.yaml", pack="maybe")
    assert (ran.returncode, ran.stderr, outputs) == (2, "pack must be yes or no, not 'maybe'\n", {})
    assert not (tmp_path / "dist").exists()


def test_an_input_of_the_action_is_never_run(tmp_path: Path) -> None:
    ran, outputs = run_action(tmp_path, spec='kit.yaml"; touch "seized', out="$(touch seized)")
    assert ran.returncode != 0
    assert outputs == {}
    assert not (tmp_path / "seized").exists()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with the code of this one and a campaign of one picture, committed.

    What Python has compiled is not committed, but copied with the rest, or else each script would compile it anew.
    """
    root = make_project(tmp_path_factory.mktemp("original") / "repository", SMALL)
    half_written = shutil.ignore_patterns("*.pyc.*")
    for name in ("fonts", "kit", "scripts", "templates"):
        shutil.copytree(ROOT / name, root / name, ignore=half_written)
    compileall.compile_dir(root / "kit", quiet=2)
    (root / ".gitignore").write_text("/dist/\n__pycache__/\n", encoding="utf-8")
    git(root, "init")
    commit(root)
    return root


@pytest.fixture
def repository(original: Path, tmp_path: Path) -> Path:
    """Return a copy of the repository."""
    return Path(shutil.copytree(original, tmp_path / "repository"))


def git(root: Path, *arguments: str) -> None:
    names = ("-c", "user.name=Somebody", "-c", "user.email=somebody@kit.example")
    subprocess.run(["git", *names, *arguments, "--quiet"], cwd=root, check=True)


def commit(root: Path) -> None:
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    git(root, "commit", "--message=Change")


def run_script(root: Path, name: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PY": sys.executable, "PYTHONPATH": str(root), **variables}
    command = [str(root / "scripts" / name), *arguments]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.ci
def test_a_tag_that_is_not_the_version_of_the_kit_is_refused_before_anything_is_built(repository: Path) -> None:
    ran = run_script(repository, "release.sh", "v1.0.1")
    remedy = "change its 'version', or tag 'v1.0.0'"
    assert ran.stderr == f"release: the tag is 'v1.0.1', but kit.yaml makes tiny-1.0.0; {remedy}\n"
    assert ran.returncode == 1
    assert not (repository / "dist").exists()


def translate(repository: Path) -> None:
    """Add a draft in German, and commit it."""
    (repository / "locales").mkdir()
    (repository / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    note_translations(repository)
    commit(repository)


def set_version(repository: Path, version: str) -> None:
    spec = repository / "kit.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}"), encoding="utf-8")


def test_a_pre_release_has_the_tag_of_its_whole_version(repository: Path) -> None:
    set_version(repository, "1.2.0-rc.1")
    ran = run_script(repository, "release.sh", "vrc.1")
    remedy = "change its 'version', or tag 'v1.2.0-rc.1'"
    assert ran.stderr == f"release: the tag is 'vrc.1', but kit.yaml makes tiny-1.2.0-rc.1; {remedy}\n"
    assert ran.returncode == 1


@pytest.mark.ci
@pytest.mark.parametrize("heading", ["## 1.2.0-rc.1, not yet released", "## 1.2.0, 2026-06-01", "# 1.2.0-rc.1, 2026"])
def test_a_version_that_the_changes_do_not_date_is_refused_before_anything_is_built(
    repository: Path, heading: str
) -> None:
    set_version(repository, "1.2.0-rc.1")
    (repository / "CHANGELOG.md").write_text(f"# Changes\n\n{heading}\n\nAll of it.\n", encoding="utf-8")
    ran = run_script(repository, "release.sh", "v1.2.0-rc.1")
    missing = "CHANGELOG.md has no heading '## 1.2.0-rc.1, ' with a date; write what is new under it"
    assert (ran.returncode, ran.stderr) == (1, f"release: {missing}\n")
    assert not (repository / "dist").exists()


@pytest.mark.ci
@pytest.mark.parametrize(("version", "said"), [("1.2.0-rc.1", "true"), ("1.2.0", "false")])
def test_a_release_says_whether_it_comes_before_the_one_for_everybody(
    repository: Path, tmp_path: Path, version: str, said: str
) -> None:
    set_version(repository, version)
    (repository / "CHANGELOG.md").write_text(f"# Changes\n\n## {version}, 2026-06-01\n", encoding="utf-8")
    outputs = tmp_path / "outputs"
    ran = run_script(repository, "release.sh", f"v{version}", GITHUB_OUTPUT=str(outputs))
    assert ran.returncode == 0, ran.stderr
    assert outputs.read_text(encoding="utf-8") == f"prerelease={said}\n"
    zips = sorted(path.name for path in (repository / "dist").glob("*.zip"))
    assert zips == [f"tiny-{version}-en.zip", f"tiny-{version}.zip"]
    notes = (repository / "dist" / "release-notes.md").read_text(encoding="utf-8")
    assert notes.rstrip("\n").split("\n\n") == notes_of(repository / "kit.yaml")
    assert f"    {notes.splitlines()[0]}\n" in ran.stdout


# The notes -----------------------------------------------------------------------------------------------------------


def notes_of(spec: Path) -> list[str]:
    """Return the paragraphs of the notes of a release."""
    command = [sys.executable, str(ROOT / "scripts" / "release_notes.py"), str(spec)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=env)
    return ran.stdout.rstrip("\n").split("\n\n")


@pytest.mark.ci
def test_a_release_stops_for_a_language_that_has_an_error_unless_it_is_left_out_by_name(repository: Path) -> None:
    (repository / "locales").mkdir()
    (repository / "locales" / "de.yaml").write_text("kit: {titel: Winzig}\n", encoding="utf-8")
    ran = run_script(repository, "release.sh")
    assert (ran.returncode, "unknown key 'titel'" in ran.stderr) == (1, True)
    assert not (repository / "dist" / "release-notes.md").exists()
    ran = run_script(repository, "release.sh", WITHOUT="de")
    assert (ran.returncode, (repository / "dist" / "release-notes.md").exists()) == (0, True)
    judged = [line for line in (ran.stdout + ran.stderr).splitlines() if "not looked at: " in line and "advice" in line]
    assert len(judged) == 1, "the finished kit, which takes a quarter of an hour for 26 languages"


@pytest.mark.ci
def test_a_zip_that_is_no_kit_stops_a_release(repository: Path) -> None:
    """Zips are verified side by side, so the first that differs is not the last that is looked at."""
    kit_of = repository / "kit-of-tests"
    kit_of.write_text(
        f"""#!/bin/sh
"{sys.executable}" "$@" || exit
case $* in *"kit pack"*) cd dist; echo no zip >tiny-0.zip; sha256sum tiny-*.zip >SHA256SUMS ;; esac
""",
        encoding="utf-8",
    )
    kit_of.chmod(0o755)
    ran = run_script(repository, "release.sh", PY=str(kit_of))
    assert ran.returncode != 0
    assert "tiny-0.zip" in ran.stderr
    assert not (repository / "dist" / "release-notes.md").exists()


def test_workflows_that_make_all_languages_have_as_much_time_as_the_one_that_judges_each_change() -> None:
    jobs = {name: read(ROOT / ".github" / "workflows" / f"{name}.yml")["jobs"] for name in ("ci", "release", "pages")}
    minutes = {name: int(jobs[name]["kit" if name == "ci" else "build"]["timeout-minutes"]) for name in jobs}
    assert min(minutes.values()) == minutes["ci"]


@pytest.mark.ci
def test_the_notes_say_first_that_a_kit_names_no_place_where_people_find_help(tmp_path: Path) -> None:
    first, rest = notes_of(make_project(tmp_path / "bare", SMALL) / "kit.yaml")
    assert first.startswith("This kit names no place where people find help: the campaign has given no address")
    assert "`kit.help`" in first
    assert "CHANGELOG.md" in rest
    said = kit.load(ROOT).campaign.kit.help
    assert (notes_of(ROOT / "kit.yaml")[0] == first) == (said is None)


def test_the_notes_say_first_where_people_find_help_in_each_language(tmp_path: Path) -> None:
    first, *_ = notes_of(write_own_palette_with_help(tmp_path / "meadow"))
    english = "Help after a fall: <https://meadow.example/aid> (en)"
    german = "Hilfe nach einem Sturz: <https://meadow.example/hilfe> (de)"
    place = "This kit says where people find help, on its page and in its captions"
    assert first == f"{place}: {english}; {german}."


@pytest.mark.ci
def test_the_notes_name_the_languages_of_drafts_unless_they_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = write_own_palette_with_help(tmp_path / "meadow")
    _, drafts, _ = notes_of(spec)
    assert drafts.startswith("Zips named `DRAFT` hold translations that no native reader has reviewed yet")
    assert "(de)" in drafts
    monkeypatch.setenv("WITHOUT", "de")
    assert [text for text in notes_of(spec) if "DRAFT" in text] == []
    monkeypatch.delenv("WITHOUT")
    note_translations(spec)
    sign_translations(spec, "de", "Ana", day=dt.date(2026, 1, 2))
    assert [text for text in notes_of(spec) if "DRAFT" in text] == []


def test_the_draft_of_a_release_has_these_notes_and_no_others() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    handed = [step["with"]["path"] for step in jobs["build"]["steps"] if step.get("with", {}).get("name") == "notes"]
    taken = [step["with"]["path"] for step in jobs["draft"]["steps"] if step.get("with", {}).get("name") == "notes"]
    assert (handed, taken) == (["dist/release-notes.md"], ["notes"])
    (draft,) = (step for step in jobs["draft"]["steps"] if "gh release create" in step.get("run", ""))
    assert draft["working-directory"] == "release"
    assert re.findall(r"--notes\S*(?: \S+)?", draft["run"]) == ["--notes-file ../notes/release-notes.md"]


@pytest.mark.ci
def test_whatever_a_workflow_runs_looks_at_every_language(repository: Path, tmp_path: Path) -> None:
    """Somebody may make a command look at one language by default: these must not."""
    translate(repository)
    broken = repository / "locales" / "de.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("shows:", "show:"), encoding="utf-8")
    commit(repository)
    fault = "unknown key 'show'"
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        program, *arguments = shlex.split(hook["entry"])
        if arguments[0] == "check":
            checked = CliRunner().invoke(main, [*arguments, "--spec", str(repository)])
            assert (program, checked.exit_code, fault in checked.stderr) == ("kit", 1, True), hook["id"]
    released = run_script(repository, "release.sh")
    assert (released.returncode, fault in released.stderr) == (1, True)
    compared = run_script(repository, "differences.sh", "HEAD^1", "HEAD")
    assert "'de' is not compared, as it has an error in HEAD: HEAD:locales/de.yaml" in compared.stdout
    for pack in ("yes", "no"):
        ran, outputs = run_action(tmp_path, spec=str(repository / "kit.yaml"), pack=pack)
        assert (outputs["left_out"], fault in ran.stdout) == (["de"], True), "annotated, and named to the next step"


# What differs --------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_pull_request_is_compared_with_its_base(repository: Path, tmp_path: Path) -> None:
    spec = repository / "kit.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("Sign the petition}", "Sign it}"), encoding="utf-8")
    commit(repository)
    summary = tmp_path / "summary.md"
    ran = run_script(repository, "differences.sh", "HEAD^1", "HEAD", GITHUB_STEP_SUMMARY=str(summary))
    assert ran.returncode == 0, ran.stderr
    said = summary.read_text(encoding="utf-8").splitlines()
    assert said[0] == "### What differs between HEAD^1 and HEAD"
    assert any('messages.sign.copy.button: "Sign the petition" → "Sign it"' in line for line in said)
    assert all(line.startswith("    ") for line in said[2:]), "nothing of it is Markdown"
    assert (repository / "differences" / "index.html").is_file()
    assert (repository / "differences" / "differences.txt").read_text(encoding="utf-8") == ran.stdout


def with_releases(folder: Path, listed: str) -> str:
    """Write a `gh` that lists a release and hands out its zips, which lie beside it; return a PATH with it first."""
    program = folder / "gh"
    program.write_text(
        f"#!/bin/sh\nset -eu\ncase $2 in\nlist) echo '{listed}' ;;\n"
        f'download) mkdir -p "$7" && cp \'{folder}\'/$5 "$7"/ ;;\nesac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_the_first_release_is_compared_with_none(repository: Path, tmp_path: Path) -> None:
    path = with_releases(tmp_path, "")
    ran = run_script(repository, "differences.sh", "release", "release", PATH=path)
    assert (ran.returncode, ran.stdout) == (0, "there is no release before this one\n")
    assert [file.name for file in (repository / "differences").iterdir()] == ["differences.txt"]


def test_a_release_is_compared_with_the_one_before(repository: Path, tmp_path: Path) -> None:
    folder = kit.build(kit.load(repository), tmp_path / "dist", jobs=1).folder
    held, _ = folder_contents(folder)
    members = ((f"{folder.name}/{name}", held.read(name)) for name in held.names)
    zipped = b"".join(part for _, part in zip_parts(members, dos_time(dt.datetime(2020, 12, 1, tzinfo=dt.UTC))))
    for path in (tmp_path / "tiny-0.9.0.zip", repository / "release" / "tiny-1.0.0.zip"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zipped)
    path_of_programs = with_releases(tmp_path, "v0.9.0")
    ran = run_script(repository, "differences.sh", "release", "release", PATH=path_of_programs)
    assert (ran.returncode, ran.stdout) == (0, "no picture differs: 1 picture\nopen differences/index.html\n"), (
        ran.stderr
    )


@pytest.mark.ci
def test_of_several_languages_each_is_compared_with_the_release_before(repository: Path, tmp_path: Path) -> None:
    translate(repository)
    for version, out in (("0.9.0", tmp_path), ("1.0.0", repository / "release")):
        spec = SMALL.replace("version: 1.0.0", f"version: {version}")
        project = kit.load(make_project(tmp_path / version, spec))
        shutil.copytree(repository / "locales", project.root / "locales")
        project = kit.load(project.root)
        kit.pack(kit.build(project, tmp_path / "dist", jobs=1).folder, out, project=project)
    ran = run_script(repository, "differences.sh", "release", "release", PATH=with_releases(tmp_path, "v0.9.0"))
    assert (ran.returncode, ran.stdout.count("no picture differs")) == (0, 2), ran.stderr
    folders = sorted(path.name for path in (repository / "differences").iterdir() if path.is_dir())
    assert folders == ["de", "en"]
    assert (repository / "differences" / "de" / "index.html").is_file()


@pytest.mark.slow
def test_a_rehearsal_makes_the_same_release_twice_with_drafts_in_zips_of_their_own(repository: Path) -> None:
    translate(repository)
    ran = run_script(repository, "rehearse.sh", "v1.0.0")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-6:] == [
        "rehearsal: comparing",
        "rehearsal: tiny-1.0.0-DRAFT-de-telegram.zip is the same",
        "rehearsal: tiny-1.0.0-DRAFT-de.zip is the same",
        "rehearsal: tiny-1.0.0-en-telegram.zip is the same",
        "rehearsal: tiny-1.0.0-en.zip is the same",
        "rehearsal: both releases are the same, byte for byte",
    ]
    assert not (repository / "dist").exists()


@pytest.mark.slow
def test_a_rehearsal_notices_what_depends_on_the_place(repository: Path) -> None:
    module = repository / "kit" / "project" / "figures" / "figures_in_copy.py"
    text = module.read_text(encoding="utf-8")
    leaking = text.replace("long=change(message.caption.long)", 'long=__import__("pathlib").Path.cwd().parent.name')
    assert leaking != text
    module.write_text(leaking, encoding="utf-8")
    commit(repository)
    ran = run_script(repository, "rehearse.sh")
    assert ran.returncode == 1
    assert "rehearsal: the sums differ" in ran.stderr

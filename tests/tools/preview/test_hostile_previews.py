"""Hostile drawings in a preview: each has its fault, nobody is called, and the sound picture beside them is shown."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from support.hostile import HOSTILE
from support.hostile.families import COUNTS, FAMILIES, drawing_of
from support.hostile.files import drawing
from support.previewed_project import answer_of, entered, previewed, write_previewed

if TYPE_CHECKING:
    from pathlib import Path

    from support.previewed_project import Preview

#: Drawings of every kind that are refused, and one of each family that is costly.
REFUSED = {f"{kind}-{name}": body for kind, (_, bodies) in HOSTILE.items() for name, body in [*bodies.items()][::8]}
COSTLY = {family.replace(" ", "-"): drawing_of(family, COUNTS[1]) for family in FAMILIES}
MESSAGE = """\
  {0}:
    images: [{{layout: {0}, on: [feed]}}]
    copy: {{headline: Keep it on}}
    caption: {{short: Keep it on., long: Keep it on.}}
    shows: Two words on a plain ground.
"""
SECONDS = 300


def hostile_project(root: Path) -> Path:
    """Write a project with a sound message and one for each drawing; what they point to is a pipe without a writer."""
    project = write_previewed(root)
    os.mkfifo(root / "secret")
    text = (project / "kit.yaml").read_text(encoding="utf-8").replace("telegram/landscape, ", "")
    bodies = {**{name: drawing(body) for name, body in REFUSED.items()}, **COSTLY}
    (project / "kit.yaml").write_text(text + "".join(map(MESSAGE.format, bodies)), encoding="utf-8")
    for name, data in bodies.items():
        folder = project / "templates" / "svg" / name
        folder.mkdir()
        (folder / "layout.yaml").write_text("title: Hostile\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
        (folder / "square.svg").write_bytes(data.replace(b"/etc/passwd", os.fsencode(root / "secret")))
    return project


@pytest.mark.ci
def test_a_preview_of_hostile_drawings_shows_their_faults_and_what_is_sound(tmp_path: Path) -> None:
    with previewed(hostile_project(tmp_path / "project")) as preview:
        looks = looks_of(preview, len(REFUSED) + len(COSTLY) + 2)
        preview.process.send_signal(signal.SIGINT)
        said = preview.process.communicate(timeout=60)[1]
    assert [word for word in ("Traceback", "panicked", "memory allocation") if word in said] == []
    assert {name for name in REFUSED if looks[name]["version"] or not looks[name]["found"]} == set()
    assert {name for name in ("one", "two") if not looks[name]["version"]} == set()


def looks_of(preview: Preview, count: int) -> dict[str, dict[str, Any]]:
    """Return the looks of so many pictures by their message, once all are checked."""
    head, until = entered(preview), time.monotonic() + SECONDS
    while time.monotonic() < until:
        state = json.loads(answer_of(preview, "/state", head)[1])
        if len(state["looks"]) == count:
            return {look["id"].rpartition("/")[2].rpartition("-square-")[0]: look for look in state["looks"]}
        time.sleep(0.5)
    raise AssertionError(f"{len(state['looks'])} of {count} pictures were checked, and {state['faults']}")

"""A campaign as its rules see it: which of its texts are prose."""

from __future__ import annotations

from kit.base.document import parse_yaml
from kit.model.review import prose_of
from kit.text.characters import disallowed_characters

SPEC = """\
kit: {title: The town library}
messages:
  open: {copy: {headline: Keep it open}}
more:
  letter:
    form: letter
    link: council
    title: A letter to the council
    text: Please keep the library open.
"""


def test_the_words_of_extras_are_prose_of_no_message() -> None:
    document = parse_yaml(SPEC, "kit.yaml", disallowed_characters)
    prose = [(text.path[1:], text.text) for text in prose_of(document) if not text.message and text.path[0] == "more"]
    assert prose == [
        (("letter", "title"), "A letter to the council"),
        (("letter", "text"), "Please keep the library open."),
    ]

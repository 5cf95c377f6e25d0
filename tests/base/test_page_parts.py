"""What the program's pages have in common: their data end no script element."""

from __future__ import annotations

import json

import pytest

from kit.base.page_parts import script_data


@pytest.mark.parametrize("words", ["</script><script>", "<!-- <script>", "]]>", "a & b", "\u2028"])
def test_data_say_what_they_are_of_without_a_character_that_could_end_their_script(words: str) -> None:
    written = script_data({"caption": words})
    assert not {"<", ">"} & set(written)
    assert json.loads(written) == {"caption": words}

"""A project with a picture in every layout that comes with the generator, on the placements that each is meant for."""

import re

from conftest import TESTS

from support.campaigns import HEADER

#: The layouts that come with the generator.
_LAYOUTS = sorted(path.parent.name for path in (TESTS.parent / "templates" / "svg").glob("*/layout.yaml"))
_TEXT = "    caption: {short: Please sign., long: Please sign it.}\n    shows: A wall.\n"


def _message(name: str, images: str, copy: str, statistic: str = "") -> str:
    """Return a message; each image is a layout, the roles of its placements and, where not on all, their names."""
    written = []
    for image in images.split(", "):
        layout, *places = image.split()
        roles, names = ([place for place in places if ("/" in place) is whole] for whole in (False, True))
        at = f", at: [{', '.join(names)}]" if names else ""
        written.append(f"{{layout: {layout}, on: [{', '.join(roles)}]{at}}}")
    fact = f"    statistic: {statistic}\n" if statistic else ""
    return f"  {name}:\n    images: [{', '.join(written)}]\n    link: petition\n{fact}    copy: {{{copy}}}\n{_TEXT}"


_KEEP, _SIGN, _SPARE = "headline: Keep it **first.**", "button: Sign it", "support: Two minutes are enough."
_MESSAGES = (
    ("one", "message feed story, cover header, link link, signature email, background background", _KEEP),
    ("two", "statistic feed story", "", "reports"),
    ("three", "field feed story", "", "four"),
    ("four", "date feed, deadline story", "headline: A vote can keep **them on.**", "vote"),
    ("five", "petition feed, share story, poster print", f"{_KEEP}, {_SPARE}, button: Sign the petition"),
    ("eight", "lamp feed story, lamp-header header", f"headline: Some **stay on.**, support: One of them., {_SIGN}"),
    ("window", "window feed story", f"headline: One **stays on.**, support: All night., {_SIGN}", "reports"),
    ("nine", "horizon feed story", _SIGN, "four"),
    ("torch", "torch feed story", f"kicker: The path is, headline: un**even.**, support: Mind it., {_SIGN}"),
    ("desk", "voting-desk feed story", f'kicker: "Will it stay open?", headline: A **yes** keeps it., {_SIGN}', "vote"),
    ("writing", "writing feed story", f"headline: Write on **until spring.**, support: It lasts., {_SIGN}", "vote"),
    ("sticker", "sticker feed instagram/square", "button: I signed"),
    ("table-card", "table-card feed instagram/portrait_4x5", f"{_KEEP}, support: It would keep them on., {_SIGN}"),
    (
        "postcard-back",
        "postcard-back feed x/in_stream",
        'headline: "Dear Council,", support: Keep it., note: "Yours,"',
    ),
    ("leaf", "leaf feed story", f"headline: Ask for **a yes.**, support: It would keep it., {_SIGN}", "vote"),
    ("letter", "letter feed story", f'headline: "Dear **Council,** keep the park open.", {_SIGN}'),
    ("sheet", "data feed story", f"headline: All of **them** are lit., {_SIGN}", "four"),
    ("held", "held-sheet feed story", f"headline: PUT IT FIRST., {_SIGN}"),
    ("names", "names feed, pass-on story", f"headline: Add your **name.**, {_SPARE}, {_SIGN}"),
    ("twenty", "day feed story", f"{_KEEP}, support: This is why., {_SIGN}"),
    ("twenty-one", "borders feed, ampersand story", f"{_KEEP}, {_SIGN}"),
    ("seven", "frame frame", _SIGN),
)
#: Its figures are a number, a date and four things to count.
EVERY_LAYOUT = (
    re.sub(r"shipped_layouts: \[[^\]]*\]", f"shipped_layouts: [{', '.join(_LAYOUTS)}]", HEADER)
    + f"""\
links:
  petition: {{url: https://www.change.org/a, shown: change.org/a}}
sources:
  letter: {{title: A letter, publisher: NCMEC, as_of: "2020"}}
statistics:
  reports: {{value: 82000000, qualifier: more than, text: 82 million reports, counts: were made, source: letter,
            as_of: "2020"}}
  vote: {{value: 2020-12-21, text: 21 December, counts: "2020: the day of the vote", source: letter, as_of: "2020"}}
  four: {{value: 4, text: 4 schools, counts: joined, source: letter, as_of: "2020"}}
platforms: all
messages:
  six:
    images: [{{layout: series-figure, on: [feed], at: [instagram/portrait_4x5]}}]
    link: petition
    copy: {{button: Sign it}}
    frames:
      - {{layout: series-start, copy: {{headline: They may **stop.**, support: Nobody meant that to happen.}}}}
      - {{statistic: reports, copy: {{headline: They **find** it.}}}}
      - {{layout: series-figure-large, statistic: reports, copy: {{headline: They **find** it.}}}}
      - {{layout: series-ask, statistic: vote, copy: {{headline: Ask for **a yes.**, support: It would keep them on.}}}}
      - {{layout: series-ask, copy: {{{_KEEP}, {_SPARE}, {_SIGN}}}}}
{_TEXT}\
  countdown:
    images: [{{layout: countdown, on: [feed, story]}}]
    countdown: {{to: vote, from: 3, at: [instagram/square, instagram/story, x/portrait, x/in_stream]}}
    link: petition
    copy:
      headline: {{one: "**day** until the council votes", other: "**days** until the council votes"}}
      button: Sign it
    caption:
      short: &left {{one: "{{days}} day until {{vote}}.", other: "{{days}} days until {{vote}}."}}
      long: *left
    shows: A wall.
{"".join(_message(*row) for row in _MESSAGES)}\
  code:
    like: names
    images: [{{layout: names-code, on: [feed], at: [linkedin/square]}}]
"""
)

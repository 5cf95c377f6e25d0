"""A project with a picture in every layout that comes with the generator, on the placements that each is meant for."""

import re

from conftest import TESTS

from support.campaigns import HEADER

#: The layouts that come with the generator.
_LAYOUTS = sorted(path.parent.name for path in (TESTS.parent / "templates" / "svg").glob("*/layout.yaml"))
#: Its figures are a number, a date and four things to count.
EVERY_LAYOUT = (
    re.sub(r"shipped_layouts: \[[^\]]*\]", f"shipped_layouts: [{', '.join(_LAYOUTS)}]", HEADER)
    + """\
links:
  petition: {url: https://www.change.org/a, shown: change.org/a}
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}
statistics:
  reports: {value: 82000000, qualifier: more than, text: 82 million reports, counts: were made, source: letter,
            as_of: "2020"}
  vote: {value: 2020-12-21, text: 21 December, counts: "2020: the day of the vote", source: letter, as_of: "2020"}
  four: {value: 4, text: 4 schools, counts: joined, source: letter, as_of: "2020"}
platforms: all
messages:
  one:
    images:
      - {layout: message, on: [feed, story]}
      - {layout: cover, on: [header]}
      - {layout: link, on: [link]}
      - {layout: signature, on: [email]}
      - {layout: background, on: [background]}
    link: petition
    copy: {headline: Keep it **first.**}
    caption: &caption {short: Please sign., long: Please sign it.}
    shows: &wall A wall.
  two:
    images: [{layout: statistic, on: [feed, story]}]
    statistic: reports
    copy: {}
    caption: *caption
    shows: *wall
  three:
    images: [{layout: field, on: [feed, story]}]
    statistic: four
    copy: {}
    caption: *caption
    shows: *wall
  four:
    images: [{layout: date, on: [feed]}, {layout: deadline, on: [story]}]
    statistic: vote
    copy: {headline: A vote can keep **them on.**}
    caption: *caption
    shows: *wall
  five:
    images: [{layout: petition, on: [feed]}, {layout: share, on: [story]}, {layout: poster, on: [print]}]
    link: petition
    copy: {headline: Keep it **first.**, support: Two minutes are enough., button: Sign the petition}
    caption: *caption
    shows: *wall
  six:
    images: [{layout: series-figure, on: [feed], at: [instagram/portrait_4x5]}]
    link: petition
    copy: {button: Sign it}
    frames:
      - {layout: series-start, copy: {headline: They may **stop.**, support: Nobody meant that to happen.}}
      - {statistic: reports, copy: {headline: They **find** it.}}
      - {layout: series-figure-large, statistic: reports, copy: {headline: They **find** it.}}
      - {layout: series-ask, statistic: vote, copy: {headline: Ask for **a yes.**, support: It would keep them on.}}
      - {layout: series-ask, copy: {headline: Keep it **first.**, support: Two minutes are enough., button: Sign it}}
    caption: *caption
    shows: *wall
  eight:
    images: [{layout: lamp, on: [feed, story]}, {layout: lamp-header, on: [header]}]
    link: petition
    copy: {headline: Some lights **stay on.**, support: This is one of them., button: Sign it}
    caption: *caption
    shows: *wall
  window:
    images: [{layout: window, on: [feed, story]}]
    link: petition
    statistic: reports
    copy: {headline: One light **stays on.**, support: It has been on all night., button: Sign it}
    caption: *caption
    shows: *wall
  nine:
    images: [{layout: horizon, on: [feed, story]}]
    link: petition
    statistic: four
    copy: {button: Sign it}
    caption: *caption
    shows: *wall
  torch:
    images: [{layout: torch, on: [feed, story]}]
    link: petition
    copy: {kicker: Where the lights end the path is, headline: un**even.**, support: Mind the step., button: Sign it}
    caption: *caption
    shows: *wall
  desk:
    images: [{layout: voting-desk, on: [feed, story]}]
    link: petition
    statistic: vote
    copy: {kicker: "Will the park stay open to everybody?", headline: A **yes** keeps it open., button: Sign it}
    caption: *caption
    shows: *wall
  writing:
    images: [{layout: writing, on: [feed, story]}]
    link: petition
    statistic: vote
    copy: {headline: Write on **until spring.**, support: It lasts until then., button: Sign it}
    caption: *caption
    shows: *wall
  sticker:
    images: [{layout: sticker, on: [feed], at: [instagram/square]}]
    link: petition
    copy: {button: I signed}
    caption: *caption
    shows: *wall
  table-card:
    images: [{layout: table-card, on: [feed], at: [instagram/portrait_4x5]}]
    link: petition
    copy: {headline: Keep it **first.**, support: It would keep them on., button: Sign it}
    caption: *caption
    shows: *wall
  postcard-back:
    images: [{layout: postcard-back, on: [feed], at: [x/in_stream]}]
    link: petition
    copy: {headline: "Dear Council,", support: Please keep the park open to everybody., note: "Yours,"}
    caption: *caption
    shows: *wall
  leaf:
    images: [{layout: leaf, on: [feed, story]}]
    link: petition
    statistic: vote
    copy: {headline: Ask for **a yes.**, support: It would keep the park open., button: Sign it}
    caption: *caption
    shows: *wall
  letter:
    images: [{layout: letter, on: [feed, story]}]
    link: petition
    copy: {headline: "Dear **Council,** keep the park open.", button: Sign it}
    caption: *caption
    shows: *wall
  countdown:
    images: [{layout: countdown, on: [feed, story]}]
    countdown: {to: vote, from: 3, at: [instagram/square, instagram/story, x/portrait, x/in_stream]}
    link: petition
    copy:
      headline: {one: "**day** until the council votes", other: "**days** until the council votes"}
      button: Sign it
    caption:
      short: {one: "{days} day until {vote}.", other: "{days} days until {vote}."}
      long: {one: "{days} day until {vote}.", other: "{days} days until {vote}."}
    shows: *wall
  sheet:
    images: [{layout: data, on: [feed, story]}]
    link: petition
    statistic: four
    copy: {headline: All of **them** are lit., button: Sign it}
    caption: *caption
    shows: *wall
  held:
    images: [{layout: held-sheet, on: [feed, story]}]
    link: petition
    copy: {headline: PUT IT FIRST., button: Sign it}
    caption: *caption
    shows: *wall
  names:
    images: [{layout: names, on: [feed]}, {layout: pass-on, on: [story]}]
    link: petition
    copy: {headline: Add your **name.**, support: Two minutes are enough., button: Sign it}
    caption: *caption
    shows: *wall
  code:
    like: names
    images: [{layout: names-code, on: [feed], at: [linkedin/square]}]
  twenty:
    images: [{layout: day, on: [feed, story]}]
    link: petition
    copy: {headline: Keep it **first.**, support: This is why., button: Sign it}
    caption: *caption
    shows: *wall
  twenty-one:
    images: [{layout: borders, on: [feed]}, {layout: ampersand, on: [story]}]
    link: petition
    copy: {headline: Keep it **first.**, button: Sign it}
    caption: *caption
    shows: *wall
  seven:
    images: [{layout: frame, on: [frame]}]
    copy: {button: Sign it}
    caption: *caption
    shows: *wall
"""
)

"""Fit words to a box: where lines may break, which breaks read best, and the largest size that fits."""

from kit.copyfit.breaks import parse_emphasis
from kit.copyfit.fit import Fitted, fit_words
from kit.copyfit.lines import Line
from kit.copyfit.nobreak import glue
from kit.copyfit.paragraph import Paragraph, prepare

__all__ = ["Fitted", "Line", "Paragraph", "fit_words", "glue", "parse_emphasis", "prepare"]

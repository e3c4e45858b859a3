"""Numbers are found in quicker ways just where a plain expression would find them."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from review.automaton import Automaton
from review.identifiers.numerals import FIGURES, X_LOOKALIKES
from review.recognizers.identifiers_runs import in_figures, pairs, runs

_JOINTS = " -./()\u00a0\u3000\u2000\u200a\u202f–—·（）"
_RUN = re.compile(rf"[0-9](?:[{re.escape(_JOINTS)}]{{0,3}}[0-9]){{4,}}")
_NUMBER = re.compile(rf"[{FIGURES}][ ·]?[{FIGURES}](?:[ ·—-]?[{FIGURES}]){{5,}}[{X_LOOKALIKES}]?")
_PAIRS = Automaton((pair, None) for pair in pairs())
_FIGURED = st.lists(
    st.sampled_from(["一", "〇", "二 ", "·三", " ", "年", "-四", "—", "五六七八九〇", "X"]), max_size=30
)


@given(st.text(f"0123456789{_JOINTS}?,第款A\n\U00020000\ud800", max_size=60))
@example("1条2款3项4目5")
@example("138 0013 8000，2020/1/1")
@example("1234?5 12345")
def test_runs_are_digits_with_joints(text: str) -> None:
    """Whatever is no joint parts two runs, though the quick search takes it for one."""
    assert runs(text) == [run.span() for run in _RUN.finditer(text)]


@given(_FIGURED.map("".join))
@example("前" + "一" * 10 + "年" + "二" * 12 + "X")
@example("一·二三四五 六七八九〇")
@example("三八〇〇 〇一三八 〇〇〇")
@example("壹伍捌-陆贰零柒-叁叁玖壹")
@example("一-三八〇〇—〇一三八〇〇〇")
def test_every_number_in_figures_begins_with_a_pair(text: str) -> None:
    """What the automaton tells of is enough to find each number, in its whole length and once."""
    starts = [hit.start for hit in _PAIRS.hits(text)]
    assert [n.span() for n in in_figures(text, starts)] == [n.span() for n in _NUMBER.finditer(text)]

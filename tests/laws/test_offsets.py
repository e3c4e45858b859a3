"""Law 3: offsets map back. What a match names is what stands in the document, through folding, in every script."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from review.document import plain_document
from review.recognizers.addresses import Addresses
from review.recognizers.identifiers import Identifiers
from review.recognizers.masks import Masks
from review.recognizers.names import Names
from review.recognizers.tables import Tables
from review.recognizers.view import Settings
from review.scanner import Scanner
from review.text.folding import fold
from tests.quality.personal_generator import Dice

_SETTINGS = Settings()
_KINDS = [kind(_SETTINGS) for kind in (Identifiers, Names, Addresses, Tables, Masks)]
_SCANNER = Scanner(_SETTINGS, recognizers=_KINDS, combiners=[])
_NOISE = st.text(
    alphabet=st.sampled_from("的 \u200b\ufeff\n\t，。張王臺號机密𠮷𝟗a1０·\u00ad★（）姓名：\U000e0041"),
    max_size=30,
)
_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@settings(deadline=None, max_examples=60)
@given(_NOISE, _NOISE, st.integers(0, 10**6), st.booleans(), st.booleans())
def test_the_span_holds_the_value(before: str, after: str, seed: int, full: bool, dropped: bool) -> None:  # noqa: FBT001
    """Full width, zero-width marks inside the number and characters beyond the first plane around it."""
    value = Dice(seed).resident()
    written = value.translate(_FULL) if full else value
    if dropped:
        written = written[:5] + "\u200b" + written[5:11] + "\ufeff" + written[11:]
    text = f"{before}。身份證號：{written}。{after}"
    view = _SCANNER.view(plain_document(text, name="t", sha256=""))
    found = {text[m.start : m.end] for m in _KINDS[0].find(view) if m.key == value}
    assert written in found


@settings(deadline=None, max_examples=60)
@given(_NOISE, st.integers(0, 10**6), st.lists(st.integers(0, 40), max_size=4))
def test_every_key_is_its_span_folded(noise: str, seed: int, cuts: list[int]) -> None:
    """Digits of a key are the digits that stand in its span, in order."""
    text = Dice(seed).case().text + noise
    for cut in cuts:
        text = text[:cut] + "\u200b" + text[cut:]
    view = _SCANNER.view(plain_document(text, name="t", sha256=""))
    for recognizer in _KINDS:
        for match in recognizer.find(view):
            assert 0 <= match.start < match.end <= len(text)
            inside = fold(text[match.start : match.end]).text.upper()
            if match.category == "personal.id.tw_id":
                assert match.key in inside.replace(" ", "").replace("-", "")
            if match.category == "personal.name":
                assert fold(match.key).text.upper() in inside

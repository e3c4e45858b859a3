"""Which encoding a file is read in, and what happens to bytes that are no text."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.readers.decode import decode, decode_labelled, known_encoding

HANS = "关于印发《保密审查办法》的通知"
HANT = "關於個人資料保護法施行細則"
LONG_HANS = (
    "各区县人民政府，市政府各部门：现将有关事项通知如下。身份证号：11010119900307123X，电话13800138000。\n"
    * 40
)
LONG_HANT = (
    "臺北市政府公告：姓名王小明，身分證字號A123456789，住址為中正區重慶南路一段一百二十二號。\r\n" * 40
)
CASES = [HANS, HANT, LONG_HANS, LONG_HANT, "绝密★10年", "內部文件，請勿外傳", "张三,男,1990年3月7日"]
TEXT = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。、：12 ab\n"),
    max_size=60,
)


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "utf-16"])
def test_text_comes_back_unchanged_and_surely(text: str, encoding: str) -> None:
    """Every encoding a Chinese office uses is recognised, with and without byte-order mark."""
    got = decode(text.encode(encoding))
    assert (got.text, got.sure, got.bad) == (text, True, ())


@pytest.mark.parametrize("text", [HANT, LONG_HANT, "內部文件，請勿外傳", "香港特別行政區政府新聞公報"])
def test_big5(text: str) -> None:
    """Big5 is told from GB18030 even in a dozen characters."""
    assert decode(text.encode("big5")).text == text


def test_hong_kong_characters() -> None:
    """Characters of the Hong Kong supplementary set are read, not lost."""
    text = "深水埗鰂魚涌嘅居民啲電話：二三四五六七八九"
    got = decode(text.encode("big5hkscs"))
    assert (got.text, got.encoding) == (text, "big5hkscs")


@pytest.mark.parametrize(
    "text", ["朱镕基同志在会上的讲话", "王喆、李玥、张堃三位同志", "𠮷野家（中国）有限公司的公告"]
)
def test_gb18030_beyond_gb2312(text: str) -> None:
    """Characters outside GB 2312 are read: names hold them."""
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_little_chinese_in_much_ascii(encoding: str) -> None:
    """One Chinese line in a page of code decides the encoding."""
    text = "def f(x):\n    return x + 1\n" * 200 + "# 個人資料請勿公開，內部文件\n"
    assert decode(text.encode(encoding)).text == text


def test_chinese_far_from_the_beginning() -> None:
    """Chinese after the part that is looked at first is still read."""
    text = "line of plain ascii\n" * 5000 + "内部资料，不得外传。\n" * 3
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b"\x84\x31\x95\x33"]
)
def test_a_mark_alone_is_an_empty_text(mark: bytes) -> None:
    """A byte-order mark is no text."""
    assert decode(mark).text == ""


def test_valid_utf8_by_chance() -> None:
    """Simplified text whose bytes happen to be valid UTF-8 is read as what it is."""
    assert decode(bytes.fromhex("d2bbd0a90a")).text == "一些\n"


@pytest.mark.parametrize("text", ["café naïve résumé", "Москва и Казань", "αβγ δεζ", "±5 °C × 3"])
def test_utf8_of_other_scripts_stays(text: str) -> None:
    """European text in UTF-8 is not taken for Chinese."""
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("big5", 1)])
def test_cut_tail(encoding: str, cut: int) -> None:
    """A last character cut in half costs that character only, and its place is told."""
    data = HANT.encode(encoding)[:-cut]
    got = decode(data)
    assert got.text == HANT[:-1] + "\ufffd"
    assert len(got.bad) == 1
    assert got.bad[0] >= len(HANT[:-1].encode(encoding))


def test_one_bad_byte_in_the_middle() -> None:
    """The rest of the file is read; the offset is that of the byte."""
    data = LONG_HANS.encode()
    at = data.index("各".encode(), 500)
    got = decode(data[:at] + b"\xff" + data[at:])
    assert got.bad == (at,)
    assert got.text.replace("\ufffd", "") == LONG_HANS


def test_junk_is_never_sure_and_clean() -> None:
    """Random bytes are never passed off as text."""
    noise = random.Random(7)
    for size in (30, 300, 30_000):
        got = decode(noise.randbytes(size))
        assert got.bad or not got.sure


def test_many_bad_bytes_cost_no_more_than_a_few() -> None:
    """The list of bad offsets is bounded; the text still has all that decodes."""
    got = decode(("好".encode() + b"\xff") * 5000)
    assert len(got.bad) == 1000
    assert got.text.count("好") == 5000


@pytest.mark.parametrize(
    ("label", "name"),
    [("GB2312", "gb18030"), ("gbk", "gb18030"), ('"Big5"', "big5hkscs"), ("x-gbk", "gb18030"),
     ("UTF8", "utf-8"), ("nonsense", None), (None, None), ("base64", None), ("a\0b", None),
     ("iso-2022-jp", "iso2022_jp")],
)  # fmt: skip
def test_labels(label: str | None, name: str | None) -> None:
    """Names of encodings as files write them; a name that is no text encoding is not believed."""
    assert known_encoding(label) == name


@pytest.mark.parametrize("label", ["utf-8", "big5", "gb2312", "us-ascii", "iso-8859-1", "nonsense", None])
def test_a_wrong_label_does_no_harm(label: str | None) -> None:
    """GB18030 text is read right whatever its label says."""
    text = LONG_HANS + "镕"
    assert decode_labelled(text.encode("gb18030"), label).text == text


@given(TEXT)
def test_utf8_is_always_exact(text: str) -> None:
    """Chinese UTF-8 always comes back unchanged."""
    assert decode(text.encode()).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer_and_always_the_same(data: bytes) -> None:
    """Nothing makes it raise, and nothing makes it change its mind."""
    assert decode(data) == decode(data)
    assert decode_labelled(data, "big5") == decode_labelled(data, "big5")

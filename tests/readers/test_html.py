"""A page holds text in many places; every one is read, and told from what a browser shows."""

from __future__ import annotations

import base64
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, Document, Visibility
from review.readers import read_bytes

SECRET = "秘密甲"
SEEN, UNSEEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
INNER = base64.b64encode(f"<p>{SECRET}</p>".encode()).decode()
TEXT = base64.b64encode(SECRET.encode("gb18030")).decode()


def page(body: str, encoding: str = "utf-8") -> Document:
    """A page as read."""
    html = f'<!DOCTYPE html><html><head><meta charset="{encoding}"></head><body>{body}</body></html>'
    return read_bytes(html.encode(encoding), name="p.html")


def sight(doc: Document, text: str) -> tuple[Visibility, str]:
    """Visibility and part of the first place where ``text`` stands."""
    at = doc.text.index(text)
    place, seen = doc.locate(at, at + len(text))
    return seen, place.part


PLACES = [
    ("paragraph", f"<p>{SECRET}</p>", SEEN, "body"),
    ("bare text", f"前<br>{SECRET}", SEEN, "body"),
    ("after </html>", f"</body></html>{SECRET}", SEEN, "body"),
    ("entity", "<p>&#31192;&#x5bc6;甲</p>", SEEN, "body"),
    ("split by tags", "<p>秘<b>密</b><span>甲</span></p>", SEEN, "body"),
    ("split by a line end", "<p>秘\n    密甲</p>", SEEN, "body"),
    ("heading", f"<h2>{SECRET}</h2>", SEEN, "body"),
    ("list", f"<ul><li>一<li>{SECRET}</ul>", SEEN, "body"),
    ("cell", f"<table><tr><td>一<td>{SECRET}</table>", SEEN, "body"),
    ("caption", f"<table><caption>{SECRET}</caption><tr><td>一</table>", SEEN, "body"),
    ("svg", f"<svg><text x='1'>{SECRET}</text></svg>", SEEN, "body"),
    ("textarea", f"<textarea>{SECRET}</textarea>", SEEN, "body"),
    ("option", f"<select><option>{SECRET}</select>", SEEN, "body"),
    ("closed details", f"<details><summary>一</summary>{SECRET}</details>", UNSEEN, "invisible_text"),
    ("open details", f"<details open><summary>一</summary>{SECRET}</details>", SEEN, "body"),
    ("summary", f"<details><summary>{SECRET}</summary>一</details>", SEEN, "body"),
    ("shown again", f"<p style='visibility:hidden'>一<b style='visibility:visible'>{SECRET}</b></p>", SEEN, "body"),
    ("print only", f"<style>@media print{{.x{{display:none}}}}</style><p class=x>{SECRET}</p>", SEEN, "body"),
    ("shown after all", f"<style>.x{{display:none}}.x{{display:block}}</style><p class=x>{SECRET}</p>", SEEN, "body"),
    ("yellow on black", f"<p style='background:#000;color:rgb(255,255,0)'>{SECRET}</p>", SEEN, "body"),
    ("ruby", f"<ruby>一<rt>{SECRET}</rt></ruby>", SEEN, "body"),
    ("input value", f"<input value='{SECRET}'>", SEEN, "attribute"),
    ("placeholder", f"<input placeholder={SECRET}>", SEEN, "attribute"),
    ("hidden input", f"<input type=hidden value='{SECRET}'>", UNSEEN, "attribute"),
    ("data attribute", f"<p data-name='{SECRET}'>一</p>", UNSEEN, "attribute"),
    ("title attribute", f"<p title='{SECRET}'>一</p>", META, "attribute"),
    ("alt", f"<img src=a.png alt={SECRET}>", META, "attribute"),
    ("address", "<a href='/x?name=%E7%A7%98%E5%AF%86%E7%94%B2'>一</a>", UNSEEN, "attribute"),
    ("handler", f"<a onclick=\"alert('{SECRET}')\">一</a>", UNSEEN, "attribute"),
    ("meta", f"<meta name=description content={SECRET}>", META, "property"),
    ("title", f"<title>{SECRET}</title>", META, "property"),
    ("comment", f"<!-- {SECRET} -->", UNSEEN, "comment"),
    ("conditional comment", f"<!--[if mso]><p>{SECRET}</p><![endif]-->", UNSEEN, "comment"),
    ("script", f"<script>var a='{SECRET}'</script>", UNSEEN, "script"),
    ("escapes in a script", r"<script>var a='\u79d8\u5bc6\u7532'</script>", UNSEEN, "script"),
    ("unclosed script", f"<script>var a='{SECRET}'", UNSEEN, "script"),
    ("style", f"<style>p::before{{content:'{SECRET}'}}</style>", UNSEEN, "script"),
    ("hidden attribute", f"<div hidden>{SECRET}</div>", UNSEEN, "invisible_text"),
    ("display none", f"<p style='Display : none'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("display none outside", f"<div style='display:none'><p>{SECRET}</p></div>", UNSEEN, "invisible_text"),
    ("visibility", f"<p style='visibility:hidden'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("font size", f"<span style='font-size:0'>{SECRET}</span>", UNSEEN, "invisible_text"),
    ("one pixel", f"<span style='font-size:1px'>{SECRET}</span>", UNSEEN, "invisible_text"),
    ("opacity", f"<p style='opacity:0'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("off screen", f"<p style='position:absolute;left:-9999px'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("white on white", f"<p style='color:#FFF'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("white font", f"<font color=white>{SECRET}</font>", UNSEEN, "invisible_text"),
    ("black on black", f"<b style='background:#000;color:#000'>{SECRET}</b>", UNSEEN, "invisible_text"),
    ("class", f"<style>.x{{display:none}}</style><p class='a x'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("template", f"<template><p>{SECRET}</p></template>", UNSEEN, "invisible_text"),
    ("noscript", f"<noscript>{SECRET}</noscript>", UNSEEN, "invisible_text"),
    ("dialog", f"<dialog>{SECRET}</dialog>", UNSEEN, "invisible_text"),
    ("hidden row", f"<table><tr><td>一<tr hidden><td>{SECRET}</table>", UNSEEN, "body"),
    ("hidden cell", f"<table><tr><td>一<td hidden>{SECRET}</table>", UNSEEN, "invisible_text"),
    ("hidden table", f"<table hidden><tr><td>{SECRET}</table>", UNSEEN, "body"),
    *(
        (css, f"<p style='{css}'>{SECRET}</p>", UNSEEN, "invisible_text")
        for css in (
            "clip-path:circle(0)", "filter:opacity(0)", "line-height:0", "color:rgb(0 0 0 / 0%)", "color:#00000000",
            "color:hsl(0,0%,100%)", "position:absolute;left:200vw", "transform:translateX(-9999px)", "opacity:.01",
            "font:0/0 a", "max-height:0;overflow:hidden", "margin-left:-5000px", "-webkit-text-fill-color:transparent",
        )
    ),
    *(
        (css, f"<style>/* x */ {css}</style><div class=o id=i><p class=x data-h>{SECRET}</p></div>", UNSEEN, "invisible_text")
        for css in (
            ".o .x{display:none}", "#i>p{display:none}", "[data-h]{display:none}", "div.o p.x{opacity:0}",
            "@media screen{.x{display:none}}", ".o{background:red} .o .x{color:#f00}", "p{display:none!important}p{display:block}",
            ".x{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}",
        )
    ),
    *(
        (how, f"<svg><text {how}>{SECRET}</text></svg>", UNSEEN, "invisible_text")
        for how in ("opacity=0", "fill=none", "fill=white", "display=none", "visibility=hidden", "x=-9999")
    ),
    ("definition of a drawing", f"<svg><defs><text>{SECRET}</text></defs></svg>", UNSEEN, "invisible_text"),
    ("phantom of a formula", f"<math><mphantom>{SECRET}</mphantom></math>", UNSEEN, "invisible_text"),
    ("transparent", f"<p style='color:transparent'>{SECRET}</p>", UNSEEN, "invisible_text"),
    ("description of a drawing", f"<svg><desc>{SECRET}</desc></svg>", UNSEEN, "invisible_text"),
    ("attribute's name", f"<p {SECRET}=1>一</p>", UNSEEN, "attribute"),
    ("class", f"<p class='{SECRET}'>一</p>", UNSEEN, "attribute"),
    ("end tag", f"<p>一</p x='{SECRET}'>", UNSEEN, "part"),
    ("unclosed comment", f"<p>一</p><!-- {SECRET}", None, ""),
    ("unclosed tag", f"<p title='{SECRET}", None, ""),
    ("instruction", f"<?php echo '{SECRET}' ?>", UNSEEN, "part"),
    ("cdata", f"<svg><![CDATA[{SECRET}]]></svg>", UNSEEN, "part"),
    ("srcdoc", f"<iframe srcdoc='<p>{SECRET}</p>'></iframe>", SEEN, "body"),
    ("data address", f"<a href='data:text/html;base64,{INNER}'>一</a>", SEEN, "body"),
    ("data address in a style", f"<style>a{{b:url(data:text/plain;base64,{TEXT})}}</style>", SEEN, "body"),
    ("plain data address", f"<a href='data:text/plain,{SECRET}'>一</a>", SEEN, "body"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "seen", "part"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_every_place_is_read(body: str, seen: Visibility | None, part: str) -> None:
    """Each hiding place gives its text, with its visibility and part."""
    assert seen is None or sight(page(body), SECRET) == (seen, part)
    assert SECRET in page(body).text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16"])
def test_encodings(encoding: str) -> None:
    """A page is read in the encoding it names."""
    assert SECRET in page(f"<p>{SECRET}</p>", encoding).text


@pytest.mark.parametrize(("label", "true"), [("utf-8", "gb18030"), ("big5", "gb18030"), ("nonsense", "big5")])
def test_a_wrong_charset_is_not_believed(label: str, true: str) -> None:
    """What decodes cleanly wins over what the page says."""
    html = f'<meta charset="{label}"><p>個人資料與內部文件請勿外傳，個人資料保護法</p>'
    assert "個人資料與內部文件請勿外傳" in read_bytes(html.encode(true), name="p.html").text


def test_paragraphs_are_numbered_as_a_person_counts() -> None:
    """Hidden text, comments and tables do not count."""
    doc = page("<p>一</p><!-- c --><p hidden>h</p><table><tr><td>t</table><p>二</p>")
    at = doc.text.index("二")
    assert doc.locate(at, at + 1)[0].paragraph == 2


def test_hidden_text_does_not_cut_the_paragraph_around_it() -> None:
    """A term is found though something unseen stands in its middle."""
    doc = page("<p>机<span style='display:none'>x</span>密文件</p>")
    assert "机密文件" in doc.text


def test_spans_of_cells() -> None:
    """A cell stands where the rows and columns above it leave room."""
    doc = page("<table><tr><td rowspan=2>一<td colspan=2>二<tr><td>三<td>四<tr><td>五</table>")
    at = {text: doc.locate(doc.text.index(text), doc.text.index(text) + 1)[0].cell for text in "一二三四五"}
    assert at == {"一": "A1", "二": "B1", "三": "B2", "四": "C2", "五": "A3"}
    table = next(b.table for b in doc.blocks if b.table)
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_nested_tables_are_tables_of_their_own() -> None:
    """Text of an inner table is not repeated in the outer cell."""
    doc = page("<table><tr><td>外<table><tr><td>内</table>后</td></tr></table>")
    assert doc.text.count("内") == 1
    assert [b.location.table for b in doc.blocks if b.kind is BlockKind.TABLE] == [2, 1]


def test_a_clean_page_has_no_gap_and_nothing_hidden() -> None:
    """Ordinary markup, sizes and classes are no text."""
    doc = page('<div class="a b" id="x1" style="width:100px"><p>一</p><a href="/index.html">二</a></div>')
    assert doc.gaps == ()
    assert [b.visibility for b in doc.blocks[:-1]] == [SEEN, SEEN]


def test_white_on_a_dark_ground_is_seen() -> None:
    """White text on a coloured banner is no hiding."""
    doc = page(f"<div style='background:#003366'><p style='color:white'>{SECRET}</p></div>")
    assert sight(doc, SECRET) == (SEEN, "body")


def test_a_damaged_embedded_file_is_a_gap() -> None:
    """An address that does not decode is never passed over."""
    doc = page("<img src='data:image/png;base64,AAAAA'>")
    assert [gap.code for gap in doc.gaps] == ["embedded_object"]


def test_ten_thousand_nested_elements() -> None:
    """Depth costs no recursion."""
    depth = sys.getrecursionlimit() * 10
    assert SECRET in page("<div>" * depth + SECRET).text


@given(st.text(st.sampled_from("<>/!-='\" apdivtableh秘密&;#x"), max_size=80))
def test_any_markup_is_read(body: str) -> None:
    """Nothing makes the reader raise."""
    assert not any(gap.code == "reader_failed" for gap in page(body).gaps)

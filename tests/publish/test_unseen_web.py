"""What a page's own style sheets hide is removed from its copy where hidden text was decided on."""

from __future__ import annotations

import pytest

from review.document import Visibility
from review.publish.redact import redact
from review.publish.unseen_web import without_authors, without_unseen
from review.readers import read_bytes
from tests.publish.playing import PHONE, SCANNER, decided

SECRET = "藏起来的话"
WAYS = {
    "a class": f"<style>.x {{ display: none }}</style><p class=x>{SECRET}</p>",
    "white": f"<p style='color:#fff'>{SECRET}</p>",
    "white by its class": f"<style>.w{{color:white}}</style><p>见<span class='w'>{SECRET}<b>{SECRET}</b></span>见</p>",
    "of its ground": f"<p style='color:#123456;background:#123456'>{SECRET}</p>",
    "off the screen": f"<div style='position:absolute;left:-9999px'>{SECRET}</div>",
    "never shown": f"<template>{SECRET}</template><noscript>{SECRET}</noscript>",
    "closed": f"<details><summary>见</summary>{SECRET}</details>",
    "in a table": f"<table><tr style='display:none'><td>{SECRET}</td></tr><tr><td>见</td></tr></table>",
    "over lines": f"<style>.x{{display:none}}</style><div class='x'>\n\n{SECRET}&amp;\n<p>{SECRET}\n</p></div>\n见",
    "an instruction": f"<?note {SECRET}?>",
    "a declaration": f'<!DOCTYPE html PUBLIC "-//{SECRET}">',
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_hidden_words_go(way: str) -> None:
    """Our reader calls them hidden before, and finds nothing hidden after."""
    head = WAYS[way] if way == "a declaration" else ""
    data = f"{head}<html><body><p>手机{PHONE}</p>{WAYS[way].removeprefix(head)}<p>旁边</p></body></html>".encode()
    scan = SCANNER.scan_bytes(data, name="a.html")
    assert any(f.category.startswith("hidden.") for f in scan.findings)
    copy = redact(data, decided(scan), scan, SCANNER).data
    assert SECRET not in copy.decode()
    after = read_bytes(copy, name="a.html")
    assert "旁边" in after.text
    assert ("见" in after.text) == ("见" in WAYS[way])
    assert not [
        b for b in after.blocks if b.visibility is Visibility.HIDDEN and b.location.part == "invisible_text"
    ]


def test_what_is_shown_stays_byte_for_byte() -> None:
    """Entities, blanks and line ends too."""
    source = "<!DOCTYPE html>\r\n<html><body>\r\n<p>甲&nbsp;&lt;乙 \t丙</p><script>if (a<b) {}</script></body></html>\r\n"
    assert without_unseen(source) == source


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="author" content="张三">',
        "<META content='张三' NAME=Author >",
        '<meta name="dc:creator" content="张三"/>',
    ],
)
def test_who_wrote_it_goes(tag: str) -> None:
    """However the tag is written; the charset stays."""
    charset = '<meta charset="utf-8">'
    assert without_authors(charset + tag + charset) == charset + charset

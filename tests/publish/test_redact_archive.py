"""Archives and mails: each file in them by its own writer, and what cannot be written is named."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from review.errors import RefusedError
from review.publish.redact import redact
from review.readers import read_bytes
from tests.builders.odf import odf
from tests.builders.ole import compound
from tests.builders.ooxml import zipped
from tests.publish.playing import PHONE, SCANNER, decided
from tests.publish.test_redact import PAGE, TEXTS, bytes_inside, pdf_file, slides, word_file

LINE = f"手机{PHONE}。\n末尾\n".encode()
FILES = {
    "甲/说明.txt": LINE,
    f"乙{PHONE}.txt": LINE,
    "网页.html": PAGE.encode(),
    "表.xlsx": dict(TEXTS)["j.xlsx"],
    "文.docx": word_file(),
    "片.pptx": slides(),
    "图.pdf": pdf_file(),
    "开.odt": odf("text", f"<text:p>{PHONE}</text:p>"),
    "内.zip": zipped({"深.zip": zipped({"最深.txt": LINE})}),
    "别.bin": b"\0\1\2 nothing here",
}


def copy_of(data: bytes, name: str, *left_out: str) -> bytes:
    """The copy after everything was decided to be redacted."""
    scan = SCANNER.scan_bytes(data, name=name)
    return redact(data, decided(scan), scan, SCANNER, left_out=left_out).data


def test_an_archive_of_everything() -> None:
    """Ten files, three archives deep: the number is in none of them, nor in a name; the rest is there."""
    copy = copy_of(zipped(FILES), "a.zip")
    assert PHONE not in read_bytes(copy, name="a.zip").text
    assert PHONE.encode() not in bytes_inside(copy)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        names = archive.namelist()
        assert archive.read("别.bin") == FILES["别.bin"]
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert names == [name.replace(PHONE, "■" * 11) for name in FILES]


def test_the_same_archive_gives_the_same_copy() -> None:
    """Law 8."""
    data = zipped(FILES)
    assert copy_of(data, "a.zip") == copy_of(data, "a.zip")


def test_names_that_differ_only_in_values_stay_apart() -> None:
    """Two files may be called by two numbers."""
    other = "13900139000"
    copy = copy_of(zipped({f"{PHONE}.txt": LINE, f"{other}.txt": b"x" + other.encode()}), "a.zip")
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.namelist() == ["■" * 11 + ".txt", "■" * 11 + "-2.txt"]


def test_a_file_that_cannot_be_redacted_is_named_or_left_out() -> None:
    """One clear line, without the value that stands in its name; with ``left_out`` the copy does without it."""
    old = compound({"WordDocument": b"", "1Table": f"手机{PHONE}".encode("utf-16-le")})
    data = zipped({"好.txt": LINE, f"旧/{PHONE}.doc": old})
    with pytest.raises(RefusedError) as caught:
        copy_of(data, "a.zip")
    assert "旧/■■■■■■■■■■■.doc" in caught.value.where
    assert "--leave-out" in caught.value.remedy
    assert PHONE not in str(caught.value)
    for spelling in ("旧/■■■■■■■■■■■.doc", f"{PHONE}.doc"):
        with zipfile.ZipFile(io.BytesIO(copy_of(data, "a.zip", spelling))) as archive:
            assert archive.namelist() == ["好.txt"]


def mail() -> bytes:
    """A mail with everything."""
    message = EmailMessage()
    message["From"] = "办公室 <office@example.cn>"
    message["To"] = "a@example.cn"
    message["Bcc"] = "secret@example.cn"
    message["Subject"] = f"关于{PHONE}的通知"
    message["Received"] = "from intranet-host.example.cn"
    message["X-Originating-IP"] = "[10.1.2.3]"
    message.set_content(f"手机{PHONE}。\n末尾不变\n")
    message.add_alternative(
        f"<p>手机<b>{PHONE[:3]}</b>{PHONE[3:]}</p><!-- {PHONE} --><p>末尾不变</p>", subtype="html"
    )
    for name, data in FILES.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.rpartition("/")[2]
        )
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "b@example.cn", "转发"
    inner.set_content(f"内{PHONE}\n")
    message.add_attachment(inner)
    return message.as_bytes()


def test_a_mail_with_attachments() -> None:
    """Subject, both bodies, every attachment and the mail inside; addresses of servers go."""
    data = mail()
    before = read_bytes(data, name="a.eml")
    assert before.text.count(PHONE) > 20
    copy = copy_of(data, "a.eml")
    after = read_bytes(copy, name="a.eml")
    assert after.media == "eml"
    assert PHONE not in "".join(after.text.split())
    for word in ("末尾不变", "办公室", "转发", "关于"):
        assert word in after.text
    for word in ("secret@", "intranet-host", "10.1.2.3"):
        assert word not in after.text
    again = message_from_bytes(copy, policy=policy.default)
    names = [part.get_filename() for part in again.walk() if part.get_filename()]
    assert names == [name.rpartition("/")[2].replace(PHONE, "■" * 11) for name in FILES]
    body = again.get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("手机■")
    payloads = [part.get_payload(decode=True) or b"" for part in again.walk() if not part.is_multipart()]
    assert PHONE.encode() not in b"".join(bytes_inside(bytes(data)) for data in payloads)


PAGE_WITH_PICTURE = b"""From: <Saved by a browser>
Subject: page
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=gb2312
Content-Transfer-Encoding: 8bit
Content-Location: http://intranet/page.htm

<html><body><img src="http://intranet/a.png"><p>TEXT</p></body></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://intranet/a.png

iVBORw0KGgo=
--b--
"""


def test_a_saved_page() -> None:
    """It stays one file; its pictures are still found by their addresses."""
    data = PAGE_WITH_PICTURE.replace(b"TEXT", f"手机{PHONE}".encode("gb18030"))
    copy = copy_of(data, "a.mht")
    after = read_bytes(copy, name="a.mht")
    assert after.media == "mht"
    assert PHONE not in after.text
    assert "手机■" in after.text
    assert b"Content-Location: http://intranet/a.png" in copy


@pytest.mark.parametrize(
    ("media", "remedy"),
    [("xlsb", "xlsx"), ("msg", "eml"), ("gz", "zip"), ("flat_opc", "docx")],
)
def test_what_is_refused_says_what_to_do(media: str, remedy: str) -> None:
    """Formats we do not write."""
    from review.publish.writers import write
    from tests.publish.playing import wanted

    with pytest.raises(RefusedError) as caught:
        write(b"", media, wanted(PHONE))
    assert remedy in caught.value.remedy

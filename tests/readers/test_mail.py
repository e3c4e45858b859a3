"""Mail: headers, bodies, attachments, messages in messages, mailboxes, saved pages, Outlook's own format."""

from __future__ import annotations

import base64
import struct
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import Document, DocumentBuilder, Visibility
from review.readers import read_bytes
from review.readers.mail import header_text, read_eml
from review.readers.msg import decompressed
from review.readers.source import Source
from tests.shared_data import shared

T = "秘密甲一二三"
SEEN, UNSEEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
HEAD = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def read(data: bytes) -> Document:
    """A mail as read."""
    return read_bytes(data, name="a.eml")


def sight(doc: Document) -> tuple[Visibility, str, tuple[str, ...]]:
    """Visibility, part and container of the first place where the token stands."""
    at = doc.text.index(T)
    place, seen = doc.locate(at, at + len(T))
    return seen, place.part, place.container


def mail(content: str = "正文", **headers: str) -> EmailMessage:
    """A plain mail."""
    message = EmailMessage()
    for name, value in {"From": "a@example.com", "To": "b@example.com", "Subject": "x", **headers}.items():
        message[name] = value
    message.set_content(content)
    return message


def raw(body: bytes, kind: str, encoding: str = "8bit") -> bytes:
    """A mail of one part, written by hand."""
    return HEAD + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def attached(data: bytes, name: str, kind: tuple[str, str] = ("application", "octet-stream")) -> bytes:
    """A mail with an attachment."""
    message = mail()
    message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return message.as_bytes()


def message_in_message() -> bytes:
    """A mail that forwards another one."""
    outer = mail()
    outer.add_attachment(mail(T), filename="inner.eml")
    return outer.as_bytes()


def alternative() -> bytes:
    """A mail in plain text and as a page."""
    message = mail("正文")
    message.add_alternative(f"<p>{T}</p>", subtype="html")
    return message.as_bytes()


def preamble() -> bytes:
    """A mail with text before its first part."""
    head = HEAD + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n"
    return head + T.encode() + b"\r\n--B\r\nContent-Type: text/plain\r\n\r\na\r\n--B--\r\n"


PLACES = [
    ("plain", mail(T).as_bytes(), SEEN, "body"),
    ("base64", raw(base64.b64encode(T.encode()), "text/plain; charset=utf-8", "base64"), SEEN, "body"),
    ("gb2312 that is GBK", raw((T + "镕").encode("gbk"), "text/plain; charset=gb2312"), SEEN, "body"),
    ("big5", raw(T.encode("big5", "ignore") + "內部文件請勿外傳".encode("big5"), "text/plain; charset=big5"), None, ""),
    ("no charset", raw((T + "关于印发办法的通知").encode("gb18030"), "text/plain"), SEEN, "body"),
    ("hz", raw(T.encode("hz"), "text/plain; charset=hz-gb-2312", "7bit"), SEEN, "body"),
    ("html", raw(f"<p>{T}</p>".encode(), "text/html; charset=utf-8"), SEEN, "body"),
    ("alternative", alternative(), SEEN, "body"),
    ("subject", mail(Subject=T).as_bytes(), META, "mail_header"),
    ("any header", mail(**{"X-Note": T}).as_bytes(), META, "mail_header"),
    ("raw header", HEAD.replace(b"Subject: x", b"Subject: " + (T + "关于通知").encode("gb18030")) + b"\r\na", META, "mail_header"),
    ("sender's name", mail(From=f"{T} <a@example.com>").as_bytes(), META, "mail_header"),
    ("attached text", attached(T.encode("gb18030"), "a.txt"), SEEN, "body"),
    ("attachment's name", attached(b"abc", f"{T}.txt"), META, "file_name"),
    ("message in a message", message_in_message(), SEEN, "body"),
    ("preamble", preamble(), UNSEEN, "part"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "seen", "part"), [r[1:] for r in PLACES], ids=[r[0] for r in PLACES])
def test_every_place_is_read(data: bytes, seen: Visibility | None, part: str) -> None:
    """Each place gives its text, with its visibility and part."""
    doc = read(data)
    if seen is None:
        assert "內部文件請勿外傳" in doc.text
    else:
        assert sight(doc)[:2] == (seen, part)


def test_an_attachment_says_which_file_it_is() -> None:
    """A finding in an attachment names the attachment."""
    assert sight(read(attached(T.encode(), "名单.txt")))[2] == ("名单.txt",)


def test_every_message_of_a_mailbox_is_read() -> None:
    """A mailbox is as many mails."""
    box = b"".join(
        b"From a@example.com Mon Jun 01 04:28:28 2009\n" + mail(f"第{i}封").as_bytes() + b"\n\n"
        for i in "一二三"
    )
    doc = read_bytes(box, name="a.mbox")
    assert doc.media == "mbox"
    assert {b.location.container for b in doc.blocks if b.location.part == "body"} == {
        ("1.eml",),
        ("2.eml",),
        ("3.eml",),
    }


def test_wrapped_lines_of_flowed_text_are_joined() -> None:
    """RFC 3676: a line that ends with a blank goes on."""
    body = "秘密 \r\n文件\r\n第二段".encode()
    doc = read(raw(body, "text/plain; charset=utf-8; format=flowed; delsp=yes"))
    assert "秘密文件\r\n第二段" in doc.text


@pytest.mark.parametrize(
    ("value", "text"),
    [("=?gb2312?B?w9jD3A==?=", "秘密"), ("=?utf-8?B?56eY5a+G?= =?utf-8?B?55Sy?=", "秘密甲"), ("plain", "plain"),
     ("=?nonsense?Q?=E7=A7=98?=", "秘")],
)  # fmt: skip
def test_headers(value: str, text: str) -> None:
    """Encoded words, split in the middle of a word or labelled with nonsense."""
    assert header_text(value) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [(attached(b"x" * 30, "smime.p7m", ("application", "pkcs7-mime")), "encrypted"),
     (attached(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.png", ("image", "png")), ""),
     (raw(b"%%%%", "text/plain; charset=utf-8", "base64"), "unread_part"),
     (raw(b"begin 644 a.txt\n#86)C\n`\nend\n", "text/plain"), "embedded_object"),
     (attached(bytes(range(256)) * 3, "winmail.dat"), "unknown_format")],
    ids=["encrypted", "picture", "broken base64", "uuencoded", "unknown attachment"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(data: bytes, code: str) -> None:
    """Encrypted parts, pictures and unknown attachments are never clean."""
    codes = {gap.code for gap in read(data).gaps}
    assert codes
    assert not code or code in codes


def test_compressed_rich_text() -> None:
    """[MS-OXRTFCP] 4.1: the two examples of the standard, and damage."""
    simple = (
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompressed(bytes.fromhex(simple)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    crossing = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
    assert decompressed(bytes.fromhex(crossing)) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert decompressed(struct.pack("<II4sI", 12 + 5, 5, b"MELA", 0) + b"{\\rtf") == b"{\\rtf"
    assert decompressed(b"") is None


@pytest.mark.parametrize(
    ("name", "texts"),
    [("mail/complex.mbox", ["core-user@hadoop.apache.org"]), ("mail/testThunderbirdEml.eml", ["vladimir_l@example.com"]),
     ("mail/testEML_embedded_xhtml_and_img.eml", ["This is a test", "This document tests the ability"]),
     ("mail/testLotusEml.eml", ["XXX.XXX@XXXX.de"]), ("mail/testUserDefinedCharset.mhtml", ["Index Pages"]),
     ("legacy_office/chinese-traditional.msg", ["張毓倫", "格式測試"]),
     ("legacy_office/testMSG_att_msg.msg", ["Test email with 1 msg attachment"]),
     ("pdf_hidden/test-incremental-updates.eml", ["Testing Incremental"])],
)  # fmt: skip
def test_expected_text_of_real_files(name: str, texts: list[str]) -> None:
    """Text that real files are known to hold."""
    path = shared(f"data/files/{name}")
    text = read_bytes(path.read_bytes(), name=path.name).text
    assert [t for t in texts if t not in text] == []


WORDS = [
    b"Content-Type: ",
    b"multipart/mixed",
    b"; boundary=B",
    b"\r\n",
    b"--B",
    b"--",
    b"text/html",
    b"message/rfc822",
    b"=?gb2312?B?",
    b"?=",
    b"base64",
    b"Content-Transfer-Encoding: ",
    b"\xb9\xd8",
    b"From ",
    b"\n\n",
    b"charset=x",
    b"<p>",
    b"a: b",
    b"filename*=gb2312''%C3",
]


def test_a_broken_encoded_word_is_shown_and_is_a_gap() -> None:
    """Base64 that does not decode hides nothing: what stands there is read as it stands."""
    builder = DocumentBuilder(name="a", sha256="", media="eml")
    read_eml(Source(name="a", data=b"Subject: =?gb2312?B?<p>?=\n\nbody\n"), builder)
    doc = builder.build()
    assert "<p>" in doc.text
    assert [gap.code for gap in doc.gaps] == ["unread_part"]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_mail_is_read(words: list[bytes]) -> None:
    """Nothing makes the reader raise."""
    read_eml(Source(name="a", data=b"".join(words)), DocumentBuilder(name="a", sha256="", media="eml"))

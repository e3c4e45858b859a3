"""The smallest file of each format."""

from __future__ import annotations

import gzip

from tests.builders.ole import compound
from tests.builders.ooxml import Slide, Tab, docx, pptx, shape, xlsx, zipped

SAMPLES: dict[str, bytes] = {
    "docx": docx("文"),
    "xlsx": xlsx(Tab(name="表")),
    "pptx": pptx(Slide(shapes=shape("文"))),
    "zip": zipped({"a.txt": b"a"}),
    "ofd": zipped({"OFD.xml": b"<x/>"}),
    "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "ods": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "doc": compound({"WordDocument": b""}),
    "xls": compound({"Workbook": b""}),
    "ppt": compound({"PowerPoint Document": b""}),
    "msg": compound({"__properties_version1.0": b""}),
    "encrypted": compound({"EncryptedPackage": b""}),
    "ole": compound({"x": b""}),
    "pdf": b"%PDF-1.7\n",
    "rtf": b"{\\rtf1 a}",
    "html": b"<!DOCTYPE html><html><p>a</p></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "xml": b"<?xml version='1.0'?><a/>",
    "eml": b"Received: x\r\nFrom: a@b.invalid\r\nSubject: x\r\n\r\nbody",
    "mht": b"MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gz": gzip.compress(b"a", mtime=0),
    "7z": b"7z\xbc\xaf\x27\x1c",
    "txt": "关于印发通知".encode(),
    "unknown": bytes(range(256)),
}

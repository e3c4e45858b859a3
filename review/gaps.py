"""The kinds of gap: what could not be read, and what a person can do about it."""

from __future__ import annotations

from review.i18n import in_locale, marked

GAPS: dict[str, tuple[str, str]] = {
    "encrypted": (
        marked("the file is protected by a password"),
        marked("remove the password and check again"),
    ),
    "damaged": (
        marked("the file is damaged"),
        marked("save the file again in its own program, then check again"),
    ),
    "empty": (marked("the file is empty"), marked("check that the right file was chosen")),
    "not_opened": (
        marked("the file cannot be opened, or is gone"),
        marked("check its permissions, then check again"),
    ),
    "unknown_format": (
        marked("files of this kind cannot be read"),
        marked("save as docx, xlsx, pptx, pdf, html or txt and check again"),
    ),
    "not_as_named": (
        marked("the name promises another kind of file; what it holds is only text"),
        marked(
            "check that the right file was chosen; save it again in its own program, "
            "or give it the ending .txt"
        ),
    ),
    "legacy_format": (
        marked("this old office format cannot be read"),
        marked("save as docx, xlsx or pptx, or let LibreOffice help (limits.libreoffice_seconds)"),
    ),
    "unknown_part": (
        marked("a part of the file was not understood"),
        marked("remove the part, or have a person look at it and record that in the sheet"),
    ),
    "unread_part": (
        marked("a part of the file could not be read"),
        marked("save the file again in its own program, or remove the part"),
    ),
    "embedded_object": (
        marked("an embedded file was not read"),
        marked("remove it, or check it as a file of its own"),
    ),
    "image_text": (
        marked("a picture was not read; it may hold text"),
        marked(
            "have a person look at the picture and record that in the sheet; "
            "pip install 'prepub-review[ocr]' recognises text in pictures"
        ),
    ),
    "image_page": (
        marked("the page is a picture without text"),
        marked(
            "have a person read the page, or make a version with text; "
            "pip install 'prepub-review[ocr]' recognises text in pictures"
        ),
    ),
    "garbled_text": (
        marked("the page's text cannot be taken out as it is shown"),
        marked("have a person read the page, or save the file again with proper fonts"),
    ),
    "undecodable": (
        marked("bytes that are no text in the file's encoding"),
        marked("save the file as UTF-8 and check again"),
    ),
    "encoding_unsure": (
        marked("the text encoding is uncertain"),
        marked("save the file as UTF-8 and check again"),
    ),
    "doctype": (
        marked("the part declares a document type, which office files must not"),
        marked("save the file again in its own program"),
    ),
    "too_large": (
        marked("the file is larger than the limit"),
        marked("split the file, or raise the limit in review.yaml"),
    ),
    "too_deep": (
        marked("files are nested too deeply"),
        marked("take the inner files out and check them one by one"),
    ),
    "suspicious_archive": (
        marked("the archive is not built as it should be"),
        marked("pack it again, or check the files inside one by one"),
    ),
    "timeout": (
        marked("reading took too long and was stopped"),
        marked("split the file, or raise the limit in review.yaml"),
    ),
    "reader_failed": (
        marked("the reader gave up on this file"),
        marked("save the file again in its own program; report the problem if it stays"),
    ),
    "model_missing": (
        marked("the risk model is not there; content was not judged"),
        marked("install the package again, or name a model in review.yaml"),
    ),
}


def gap_reason(code: str, locale: str) -> str:
    """Why the part is a gap; an unknown code speaks for itself."""
    return in_locale(GAPS[code][0], locale) if code in GAPS else code


def gap_remedy(code: str, locale: str) -> str:
    """What to do about it."""
    return in_locale(GAPS[code][1] if code in GAPS else GAPS["unknown_part"][1], locale)

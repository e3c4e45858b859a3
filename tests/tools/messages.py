"""Bring the catalogues up to date: ``make messages`` collects, ``--check`` only looks.

Collects every message of ``review/`` (``_("…")`` and ``marked("…")``) and those of click that a person
sees, merges them into ``review/locale/<language>/LC_MESSAGES/review.po`` and compiles ``review.mo``.
Translate what it lists as missing, in the ``.po`` file, and run it again.
"""

from __future__ import annotations

import ast
import io
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).resolve().parents[2]
LOCALE = TOP / "review" / "locale"
LANGUAGES = ("zh_Hans", "zh_Hant")
CLICK_MODULES = (
    "core",
    "decorators",
    "exceptions",
    "formatting",
    "parser",
    "termui",
    "types",
    "_termui_impl",
)
Id = str | tuple[str, str]


class _Steady(Catalog):
    """A catalogue whose header holds no time and no version: the same messages give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header that gettext needs."""
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def messages() -> dict[Id, None]:
    """Every message, in the order of the tree."""
    found: dict[Id, None] = {}
    for path in sorted((TOP / "review").rglob("*.py")):
        found |= dict.fromkeys(_in(path, ("_", "marked")))
    return found | dict.fromkeys(_click())


def _click() -> Iterator[Id]:
    spec = find_spec("click")
    if spec is None or spec.origin is None:
        return
    for module in CLICK_MODULES:
        path = Path(spec.origin).with_name(f"{module}.py")
        if path.exists():
            yield from _in(path, ("_", "ngettext"))


def _in(path: Path, names: tuple[str, ...]) -> Iterator[Id]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
        if called in names and isinstance(node, ast.Call):
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if called == "ngettext" and len(words) == 2:
                yield words[0], words[1]
            elif called != "ngettext" and words:
                yield words[0]


def po_path(language: str) -> Path:
    """The catalogue people write."""
    return LOCALE / language / "LC_MESSAGES" / "review.po"


def read(language: str) -> Catalog:
    """The catalogue as it is; an empty one to begin with."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="review")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="review")


def updated(language: str) -> Catalog:
    """All messages of today with the translations there are."""
    old = read(language)
    new = _Steady(
        locale=language, domain="review", project="review", version="", fuzzy=False,
        copyright_holder="", header_comment=f"# {language}",
    )  # fmt: skip
    for one in sorted(messages(), key=lambda m: m if isinstance(m, str) else m[0]):
        before = old.get(one if isinstance(one, str) else one[0])
        new[one if isinstance(one, str) else one[0]] = Message(one, string=_string(one, before))
    return new


def _string(one: Id, before: Message | None) -> str | tuple[str, ...]:
    given = _text(before) if before else ""
    return given if isinstance(one, str) else (given,)


def _text(message: Message) -> str:
    """The translation; of a message with a plural its only form, for Chinese has one."""
    if isinstance(message.string, str):
        return message.string
    return next(iter(message.string or ()), "")


def missing(catalogue: Catalog) -> list[str]:
    """Messages without a translation."""
    return [str(message.id) for message in catalogue if message.id and not _text(message)]


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as people write it, in a fixed order, without places that change with every edit."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, no_location=True)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> int:
    """Update both catalogues, or look whether they are up to date; 1 if something is to be done."""
    check = "--check" in sys.argv[1:]
    bad = 0
    for language in LANGUAGES:
        catalogue = updated(language)
        for message in missing(catalogue):
            bad += 1
            sys.stdout.write(f"{language}: {message!r}\n")
        for path, data in (
            (po_path(language), po_bytes(catalogue)),
            (po_path(language).with_suffix(".mo"), mo_bytes(catalogue)),
        ):
            if check:
                bad += not path.exists() or path.read_bytes() != data
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

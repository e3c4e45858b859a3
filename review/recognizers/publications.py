"""What a kind of publication may name: the tables of ``lexicons/publications``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from review.errors import DataError
from review.i18n import _
from review.patterns import lazy
from review.resources import data_folder
from review.strict import load_yaml
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHIPPED = "compiled/publications.json"
TITLE = 200
"""Characters at the head of a document in which the kind of publication is named."""
FIELDS = frozenset({
    "name", "sex", "organisation", "date", "village", "amount", "grade", "birth_month", "hardship_level",
    "resident_id_masked", "student_id_masked", "resident_id",
    "mobile", "landline", "email", "address", "company_address",
    "property_certificate", "criminal", "income", "minor", "plate",
    "birth_date", "bank_card", "bank_account", "uscc", "health", "disability", "hardship", "remark",
})  # fmt: skip
"""What a publication may or may not name."""
_ANNOUNCES = lazy(
    r"公[示告布报开]|[通布]告|启事|名[单册]|花名|清册|明细|送达|拍卖|招租|竞价|[判决定裁]书|中标|成交|招标|采购|指南|榜|结果|令|声明|财产申报|联[络系](?:方式|资讯|信息|电话)|通[讯信]录|名录"
    r"|表(?<!代表)(?![示扬彰明达现决])"
)
"""Words of titles under which something is published."""
_KEYS = {"kind", "also", "allowed", "forbidden", "basis"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One kind: its names in simplified script, and types of columns."""

    kind: str
    names: tuple[str, ...]
    allowed: frozenset[str]
    forbidden: frozenset[str]
    basis: tuple[str, ...]


def load(path: Path) -> tuple[Publication, ...]:
    """The publications of one file.

    Raises:
        DataError: not a file of this format, or a key is missing or unknown.
    """
    try:
        raw = load_yaml(path.read_bytes(), str(path))
    except OSError:
        raise DataError(
            _("the file cannot be read"), where=str(path), remedy=_("check that it exists and may be read")
        ) from None
    rows = raw.get("publications") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or raw.get("format") != "publications/1":
        raise DataError(
            _("not a table of publications"),
            where=str(path),
            remedy=_("begin with format: publications/1"),
        )
    return tuple(_publication(row, f"{path}: publications[{i}]") for i, row in enumerate(rows))


def _publication(row: Any, where: str) -> Publication:
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise DataError(
            _("a key is missing or unknown"), where=where, remedy=_("use {}").format(", ".join(sorted(_KEYS)))
        )
    for key in sorted(_KEYS - {"kind"}):
        if not isinstance(row[key], list) or not all(isinstance(value, str) for value in row[key]):
            raise DataError(_("not a list of words"), where=f"{where}.{key}", remedy=_("write [one, two]"))
    unknown = [name for key in ("allowed", "forbidden") for name in row[key] if name not in FIELDS]
    if unknown:
        raise DataError(
            _("a field is unknown"),
            where=f"{where}: {unknown[0]}",
            remedy=_("use {}").format(", ".join(sorted(FIELDS))),
        )
    return Publication(
        kind=row["kind"],
        names=tuple(fold_term(name) for name in (row["kind"], *row["also"])),
        allowed=frozenset(row["allowed"]),
        forbidden=frozenset(row["forbidden"]),
        basis=tuple(row["basis"]),
    )


@cache
def shipped() -> tuple[Publication, ...]:
    """All that ship, from their compiled form where it was made of these very files: YAML takes 20 ms."""
    files = _files()
    try:
        kept = json.loads((data_folder("lexicons") / SHIPPED).read_bytes())
        if kept["digest"] == _digest(files):
            return tuple(_kept(row) for row in kept["publications"])
    except (OSError, ValueError, TypeError, KeyError):
        pass  # the files themselves say the same
    return tuple(publication for path in files for publication in load(path))


def build() -> Path:
    """Write the compiled form that ships; gives its path.

    Raises:
        DataError: a table is not what it must be.
    """
    files = _files()
    rows = [asdict(publication) for path in files for publication in load(path)]
    kept = {"digest": _digest(files), "publications": rows}
    path = data_folder("lexicons") / SHIPPED
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0, default=sorted), encoding="utf-8")
    return path


def _files() -> list[Path]:
    return sorted((data_folder("lexicons") / "publications").glob("*.yaml"))


def _digest(files: list[Path]) -> str:
    return sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _kept(row: dict[str, Any]) -> Publication:
    return Publication(
        kind=row["kind"],
        names=tuple(row["names"]),
        allowed=frozenset(row["allowed"]),
        forbidden=frozenset(row["forbidden"]),
        basis=tuple(row["basis"]),
    )


def own(lexicons: tuple[Path, ...]) -> tuple[Publication, ...]:
    """An organisation's tables: ``publications/*.yaml`` beside its own lexicons.

    Raises:
        DataError: one of them cannot be used.
    """
    folders = dict.fromkeys(path.parent / "publications" for path in lexicons)
    return tuple(p for folder in folders for path in sorted(folder.glob("*.yaml")) for p in load(path))


def publication_of(kind: str, title: str, first: tuple[Publication, ...] = ()) -> Publication | None:
    """By the sheet's field, else by the first word for one in the head of the document, spread out or not.

    ``first``, an organisation's own, come before those that ship. A head that mentions 低保户 and announces
    nothing is a story, no list that the law wants.
    """
    field, head = ("".join(fold_term(text).split()) for text in (kind, title))
    announced = _ANNOUNCES.search(head.partition("。")[0]) is not None
    return (
        _first(field, first)
        or _first(field, shipped())
        or _first(head, first)
        or _first(head, shipped(), lambda name: announced or _ANNOUNCES.search(name) is not None)
    )


def _first(
    text: str, publications: tuple[Publication, ...], counts: Callable[[str], bool] = lambda _name: True
) -> Publication | None:
    """The publication whose name comes first in a text, of the names that count."""
    named = [
        (at, p) for p in publications for name in p.names if (at := text.find(name)) >= 0 and counts(name)
    ]
    return min(named, key=itemgetter(0))[1] if named else None

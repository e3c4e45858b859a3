"""Strict reading of our YAML files: every key known, none twice, and each error says where it stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

from review.errors import DataError
from review.i18n import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


def load_yaml(data: bytes, where: str) -> Any:
    """The one value in ``data``: duplicate keys, aliases and tags of any program are refused.

    Raises:
        DataError: with the path inside the file (``review.yaml: people[2].role``).
    """
    from review.strict_yaml import load

    return load(data, where)


def join(path: str, key: str) -> str:
    """``people[2]`` and ``role`` make ``people[2].role``."""
    return f"{path}.{key}" if path else key


def at(where: str, path: str) -> str:
    """File and path inside it, as errors name them."""
    return f"{where}: {path}" if path else where


_KINDS: dict[type, str] = {
    str: marked("text"),
    object: marked("text"),
    int: marked("a number"),
    bool: marked("true or false"),
    list: marked("a list"),
    dict: marked("a mapping"),
}


class Record:
    """A mapping of a file that is read key by key; ``done`` refuses every key nobody asked for."""

    def __init__(self, value: Any, where: str, path: str = "") -> None:
        """Take hold of ``value``, which must be a mapping."""
        self.where, self.path = where, path
        self._rest: dict[str, Any] = dict(self._is(value, dict, path))
        self._known: list[str] = []

    def error(self, key: str, what: str, remedy: str = "") -> DataError:
        """An error that names this key."""
        return DataError(
            what, where=at(self.where, join(self.path, key) if key else self.path), remedy=remedy
        )

    def _is(self, value: Any, kind: type, path: str) -> Any:
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        remedy = (
            ""
            if path
            else _("see whether this is the right file: its lines are KEY: VALUE, the first is format: …")
        )
        raise DataError(
            _("must be {kind}").format(kind=_(_KINDS[kind])), where=at(self.where, path), remedy=remedy
        )

    def __contains__(self, key: str) -> bool:
        """Whether the key is there, with a value, and not yet read."""
        return self._rest.get(key) is not None

    def names(self) -> tuple[str, ...]:
        """The keys not yet read, where a file may choose them."""
        return tuple(str(key) for key in self._rest)

    def is_text(self, key: str) -> bool:
        """Whether a text stands under the key, where something else may."""
        return isinstance(self._rest.get(key), str)

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of ``key``; without a default the key must be there."""
        self._known.append(key)
        value = self._rest.pop(key, None)
        if value is None:
            if default is None:
                raise self.error(key, _("this key is missing"), _("add it"))
            return default
        return self._is(value, kind, join(self.path, key))

    def text(self, key: str, default: str | None = None) -> str:
        """Text that is not blank, without blanks around it."""
        value: str = self.take(key, str, default).strip()
        if not value and default is None:
            raise self.error(key, _("must not be empty"))
        return value

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of the words of ``choices``."""
        value = self.text(key, default)
        words = list(choices)
        if value not in words:
            raise self.error(
                key, _("unknown value"), _("write one of: {words}").format(words=", ".join(words))
            )
        return value

    def number(self, key: str, default: int | None = None, *, least: int = 0, most: int = 1 << 31) -> int:
        """A whole number between ``least`` and ``most``, both included."""
        value: int = self.take(key, int, default)
        if not least <= value <= most:
            raise self.error(key, _("must lie between {least} and {most}").format(least=least, most=most))
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """``true`` or ``false``."""
        self._known.append(key)
        value = self._rest.pop(key, None)
        return default if value is None else bool(self._is(value, bool, join(self.path, key)))

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        values = self.take(key, list, None if default is None else list(default))
        for i, value in enumerate(values):
            if not self._is(value, str, f"{join(self.path, key)}[{i}]").strip():
                raise self.error(f"{key}[{i}]", _("must not be empty"))
            if value in values[:i]:
                raise self.error(f"{key}[{i}]", _("stands twice in this list"), _("keep one of them"))
        return tuple(values)

    def date(self, key: str) -> dt.date | None:
        """A date as YAML reads it (2026-01-31), or nothing."""
        self._known.append(key)
        value = self._rest.pop(key, None)
        if value is not None and type(value) is not dt.date:
            raise self.error(key, _("must be a date"), _("write dates as 2026-01-31"))
        return value

    def record(self, key: str) -> Record:
        """The mapping under ``key``; an empty one when the key is absent."""
        return Record(self.take(key, dict, {}), self.where, join(self.path, key))

    def records(self, key: str) -> Iterator[Record]:
        """The mappings of the list under ``key``."""
        for i, value in enumerate(self.take(key, list, [])):
            yield Record(value, self.where, f"{join(self.path, key)}[{i}]")

    def done(self) -> None:
        """Refuse what is left over."""
        for key in self._rest:
            known = ", ".join(self._known)
            raise self.error(str(key), _("unknown key"), _("known keys: {keys}").format(keys=known))


def read_all(records: Iterable[Record], read: Callable[[Record], T]) -> tuple[T, ...]:
    """Read every record and see that nothing is left over in it."""
    values = []
    for record in records:
        values.append(read(record))
        record.done()
    return tuple(values)

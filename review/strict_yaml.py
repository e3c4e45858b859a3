"""YAML read so that nothing in it can surprise: no key twice, no alias, no tag, not too deep.

Loaded only where there is a file to read: a draft without a policy needs no YAML.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from review.errors import DataError
from review.i18n import _
from review.strict import at, join

MOST_BYTES = 32 << 20
_DEEPEST = 100
_MAY_BE_DEEP = re.compile(rb"^[ ]{100}|(?:[-?:][ \t]+){30}", re.MULTILINE)
_MAPPING = "tag:yaml.org,2002:map"


def load(data: bytes, where: str) -> Any:
    """The one value in ``data``: duplicate keys, aliases and tags of any program are refused.

    Raises:
        DataError: with the path inside the file (``review.yaml: people[2].role``).
    """
    if len(data) > MOST_BYTES:
        raise DataError(_("the file is too large"), where=where, remedy=_("a file of settings is short"))
    _check_depth(data, where)
    loader = yaml.CSafeLoader(data.removeprefix(b"\xef\xbb\xbf"))
    try:
        node = loader.get_single_node()
        if node is None:
            raise DataError(_("the file is empty"), where=where, remedy=_("write it, or remove it"))
        _check(node, where, "", set())
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        raise DataError(
            _("this is not YAML"), where=_line(error, where), remedy=_("check indents, quotes and colons")
        ) from None
    except (ValueError, RecursionError):
        raise DataError(
            _("a date or number cannot be read"), where=where, remedy=_("write dates as 2026-01-31")
        ) from None
    finally:
        loader.dispose()


def _check_depth(data: bytes, where: str) -> None:
    """Refuse what is nested too deep.

    NOTE: libyaml's composer is recursive C and ends the whole process on deep nesting; its parser is not.
    Only a file with many brackets, deep indents or chains of dashes can be deep, so only such a file is
    parsed twice (``test_deep_nesting``).
    """
    if data.count(b"[") + data.count(b"{") <= _DEEPEST and not _MAY_BE_DEEP.search(data):
        return
    depth = 0
    try:
        for event in yaml.parse(data, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise DataError(_("the file is nested too deep"), where=where, remedy=_("make it flat"))
    except yaml.YAMLError as error:
        raise DataError(
            _("this is not YAML"), where=_line(error, where), remedy=_("check indents, quotes and colons")
        ) from None


def _line(error: yaml.YAMLError, where: str) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"{where}:{mark.line + 1}" if mark is not None else where


def _check(node: Any, where: str, path: str, seen: set[int]) -> None:
    """Refuse what YAML allows and a signed file must not hold."""
    if id(node) in seen:
        raise DataError(
            _("an alias stands here"), where=at(where, path), remedy=_("write the value out in full")
        )
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for i, child in enumerate(node.value):
            _check(child, where, f"{path}[{i}]", seen)
    elif isinstance(node, yaml.MappingNode):
        if node.tag != _MAPPING:
            raise DataError(_("a tag stands here"), where=at(where, path), remedy=_("remove it"))
        _check_keys(node, where, path, seen)


def _check_keys(node: yaml.MappingNode, where: str, path: str, seen: set[int]) -> None:
    keys: set[str] = set()
    for key, child in node.value:
        here = join(path, str(key.value) if isinstance(key, yaml.ScalarNode) else "?")
        if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
            raise DataError(_("a key must be a plain word"), where=at(where, here))
        if key.value in keys:
            raise DataError(_("this key stands twice"), where=at(where, here), remedy=_("keep one of them"))
        keys.add(key.value)
        _check(child, where, here, seen)

"""Strict YAML: what is doubled, unknown or odd is refused with its place in the file."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.errors import DataError
from review.strict import Record, load_yaml


def fail(data: bytes) -> DataError:
    """The error of loading ``data``."""
    with pytest.raises(DataError) as caught:
        load_yaml(data, "f.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"a: 1\na: 2", "f.yaml: a"),
        (b"p: [{x: 1}, {r: 1, r: 2}]", "f.yaml: p[1].r"),
        (b"a: &x 1\nb: *x", "f.yaml: b"),
        (b"a: &x [*x]", "f.yaml: a[0]"),
        (b"<<: {a: 1}", "f.yaml: <<"),
        (b"? [a]\n: 1", "f.yaml: ?"),
        (b"a: !!python/object/apply:os.system [x]", "f.yaml:1"),
        (b"!!set {a}", "f.yaml"),
        (b"a: 1\n---\nb: 2", "f.yaml:2"),
        (b"a: [", "f.yaml:2"),
        (b"\xff\xfe\x00", "f.yaml"),
        (b"", "f.yaml"),
        (b"# only a comment", "f.yaml"),
        (b"a: 2026-13-45", "f.yaml"),
        (b"[" * 5000, "f.yaml"),
        (b"a: \x1b[2J", "f.yaml"),
    ],
)
def test_odd_yaml_is_refused_with_its_place(data: bytes, where: str) -> None:
    """Everything YAML allows and a signed file must not hold."""
    assert fail(data).where.startswith(where)


def test_a_mark_at_the_beginning_is_no_fault() -> None:
    """Notepad writes a byte-order mark."""
    assert load_yaml(b"\xef\xbb\xbfa: 1", "f") == {"a": 1}


@given(st.binary(max_size=200))
def test_never_anything_but_a_data_error(data: bytes) -> None:
    """Whatever stands in the file: a value or one clear error."""
    with contextlib.suppress(DataError):
        load_yaml(data, "f")


@pytest.mark.parametrize("piece", [b"[", b"{a: ", b"- ", b"? ", b"[]\n"])
def test_deep_nesting(piece: bytes) -> None:
    """A million brackets are refused; they do not end the process."""
    fail(piece * 1_000_000)


def test_flat_but_long_is_fine() -> None:
    """A long list of mappings is no nesting."""
    rows = b"".join(b"- {a: [%d]}\n" % i for i in range(2000))
    assert len(load_yaml(rows, "f")) == 2000


@pytest.mark.parametrize(
    ("yaml", "read", "where"),
    [
        (b"a: 1", lambda r: r.text("a"), "f: a"),
        (b"a: x", lambda r: r.number("a"), "f: a"),
        (b"a: true", lambda r: r.number("a"), "f: a"),
        (b"a: 7", lambda r: r.number("a", most=5), "f: a"),
        (b"a: x", lambda r: r.choice("a", ("y", "z")), "f: a"),
        (b"a: yes please", lambda r: r.flag("a", default=True), "f: a"),
        (b"a: [x, x]", lambda r: r.words("a"), "f: a[1]"),
        (b"a: [x, 1]", lambda r: r.words("a"), "f: a[1]"),
        (b"a: [x, ' ']", lambda r: r.words("a"), "f: a[1]"),
        (b"a: {b: 1}", lambda r: r.record("a").text("b"), "f: a.b"),
        (b"a: [{}, {b: 1}]", lambda r: [one.done() for one in r.records("a")], "f: a[1].b"),
        (b"a: x", lambda r: r.date("a"), "f: a"),
        (b"a: 2026-01-31 10:00:00", lambda r: r.date("a"), "f: a"),
        (b"b: 1", lambda r: r.text("a"), "f: a"),
        (b"a: ''", lambda r: r.text("a"), "f: a"),
        (b"b: 1", lambda r: r.done(), "f: b"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(yaml: bytes, read: object, where: str) -> None:
    """File and path inside it, so that a clerk finds the line."""
    record = Record(load_yaml(yaml, "f"), "f")
    with pytest.raises(DataError) as caught:
        read(record)  # type: ignore[operator]
    assert caught.value.where == where


def test_good_values_come_out() -> None:
    """Text without blanks around it, dates as dates, absent things as their default."""
    record = Record(load_yaml(b"a: ' x '\nd: 2026-01-31\nn: null", "f"), "f")
    assert record.text("a") == "x"
    assert record.date("d") == dt.date(2026, 1, 31)
    assert record.text("n", "standard") == "standard"
    assert record.number("m", 3) == 3
    record.done()

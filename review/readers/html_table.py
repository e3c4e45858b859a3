"""One table of a page while it is read: where each cell stands, spans counted in."""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST_SPAN = 1000  # the HTML standard's own bound for colspan


@dataclass(slots=True, kw_only=True)
class OpenTable:
    """Cells of a table that is still open; positions are 0-based.

    Attributes:
        number: of the table on the page, from 1.
        hidden: why it is not shown, if it is not.
    """

    number: int
    hidden: str | None = None
    row: int = -1
    column: int = -1
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    _taken: dict[int, int] = field(default_factory=dict)  # column → first free row

    def start_row(self, *, hidden: bool) -> None:
        """Begin the next row."""
        self.row += 1
        self.column = -1
        if hidden:
            self.hidden_rows.add(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        """Begin the next cell at the first column that no cell from above reaches into."""
        if self.row < 0:
            self.start_row(hidden=False)
        column = self.column + 1
        while self._taken.get(column, 0) > self.row:
            column += 1
        wide, high = _span(attributes, "colspan"), _span(attributes, "rowspan")
        for covered in range(column, column + wide):
            self._taken[covered] = self.row + high
        if wide > 1 or high > 1:
            self.merged.append((self.row, column, self.row + high - 1, column + wide - 1))
        self.column = column + wide - 1
        self._at = (self.row, column)

    _at: tuple[int, int] = (0, 0)

    def put(self, text: str) -> None:
        """Text of the cell begun last; text between cells belongs to it too."""
        text = text.strip()
        if text:
            before = self.cells.get(self._at, "")
            self.cells[self._at] = f"{before}\n{text}" if before else text

    def rows(self) -> list[tuple[int, int, str]]:
        """All cells in row-major order."""
        return [(row, column, text) for (row, column), text in sorted(self.cells.items())]


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdigit() else 1

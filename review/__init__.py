"""Pre-publication confidentiality review: scan a draft, decide, sign, and let it out.

``from review import Scanner, scan_file, scan_text``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.scanner import Scan, Scanner, scan_file, scan_text

__all__ = ["Scan", "Scanner", "scan_file", "scan_text"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The public names, loaded when they are first asked for: the command line starts without them."""
    if name in __all__:
        import review.scanner

        return getattr(review.scanner, name)
    raise AttributeError(f"module 'review' has no attribute {name!r}")

"""Where an identifier was issued: the division behind the first six digits (GB/T 2260)."""

from __future__ import annotations

from functools import lru_cache

from review.identifiers.facts import divisions

_BEYOND = {"810000": "香港", "820000": "澳门", "830000": "台湾"}


@lru_cache(maxsize=8192)
def province_known(code: str) -> bool:
    """Whether the first two of six digits are a province's."""
    return code in _BEYOND or f"{code[:2]}0000" in divisions()


@lru_cache(maxsize=8192)
def county_known(code: str) -> bool:
    """Whether six digits are a division in some revision of the standard."""
    return code in _BEYOND or (code in divisions() and not code.endswith("0000"))


def region_name(code: str) -> str:
    """Province and county of a six-digit code; the province alone where the county is unknown."""
    if code in _BEYOND:
        return _BEYOND[code]
    table = divisions()
    names = [table.get(f"{code[:2]}0000", ""), table.get(f"{code[:4]}00", ""), table.get(code, "")]
    kept = [name for name in dict.fromkeys(names) if name not in {"市辖区", "县"}]
    return "".join(kept)

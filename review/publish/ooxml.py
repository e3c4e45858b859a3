"""Word, Excel and PowerPoint files, redacted in place: the values, and all that a reader does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.publish.ooxml_cells import drop_hidden_cells, write_masked_numbers
from review.publish.ooxml_clean import clean
from review.publish.package import close_parts, drop_orphans, open_parts
from review.publish.unseen import drop_stray_words
from review.publish.unseen_slides import drop_unseen_slides
from review.publish.unseen_word import drop_unseen_words
from review.publish.writers import write_inner
from review.publish.xml_masking import mask_part

if TYPE_CHECKING:
    from review.publish.masking import Targets


def redact_package(data: bytes, targets: Targets) -> bytes:
    """The package without the values and without hidden content; its layout stays.

    Raises:
        RefusedError: a part is not understood.
    """
    parts, masker = open_parts(data), targets.masker()
    clean(parts, embedded="hidden.embedded" not in targets.hidden)
    drop_unseen_words(parts)
    drop_unseen_slides(parts)
    drop_hidden_cells(parts)
    drop_orphans(parts)
    write_masked_numbers(parts, masker)
    texts = parts.xml_names()
    for name in texts:
        drop_stray_words(parts.root(name))
        mask_part(parts.root(name), masker)
    for name in parts.data.keys() - set(texts):
        parts.data[name] = write_inner(parts.data[name], name, targets)
    return close_parts(parts)

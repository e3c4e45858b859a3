"""Copies of a draft: redacted, annotated, and the sheet as a form."""

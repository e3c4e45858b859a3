"""Identifiers as pure functions: check digits, formats, issuing regions, masked previews."""

"""Fictional drafts and a demonstration."""

"""What the risk model tells apart."""

LABELS = ("state_secret", "work_secret", "commercial_secret", "personal", "sensitive_personal", "process")
"""What a window can be, several at once; none of them is clean."""
HEADS = ("risky", *LABELS)
"""What a row of weights is for: is the window risky at all, and if it is, is it this?"""

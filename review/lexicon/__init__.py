"""Rules from ``lexicons/``, and an organisation's own."""

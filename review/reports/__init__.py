"""Reports of scans: for people, for programs, for code scanning."""

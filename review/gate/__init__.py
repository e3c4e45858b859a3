"""The gate: may these files go out?"""

"""The review sheet (保密审查表): what was found, what people decided, and its YAML form."""

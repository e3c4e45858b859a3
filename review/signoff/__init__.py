"""Sign-offs: what people sign under a document and its sheet, and whether it holds."""

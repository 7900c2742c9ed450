"""Newspaper → pages: addresses, the small cards templates see, and the table of page kinds."""

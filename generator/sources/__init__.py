"""Readers of formats: the bytes of a raw file → its text, with what an editor must be told about how it was read."""

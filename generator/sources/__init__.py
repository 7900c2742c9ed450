"""Readers of file formats: turn the bytes of a raw file into text, with remarks for the editor on how it was read."""

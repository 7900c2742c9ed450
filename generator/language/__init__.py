"""Recognizes the printed forms of newspapers: names, signatures, bylines, running heads, traditional characters."""

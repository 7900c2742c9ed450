"""Turns the model of a newspaper into pages: addresses, the cards that templates see, and the kinds of pages."""

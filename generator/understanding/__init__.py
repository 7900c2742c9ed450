"""Finds out what each line of a raw issue is (headline, body, byline …), and puts the lines together as articles."""

"""Writes the newsroom's files. All changes go through change sets, which are carried out completely or not at all."""

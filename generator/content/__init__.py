"""Reads the files of ``content/`` into the model, and formats the model as files."""

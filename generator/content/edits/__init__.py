"""The one writer of what a newsroom owns: change sets, carried out whole or not at all, and their history."""

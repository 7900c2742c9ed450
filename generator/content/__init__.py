"""``content/`` ↔ model: front matter and the folder of issues."""

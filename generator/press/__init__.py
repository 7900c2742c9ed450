"""Pages → ``output/``: planning, writing, search index, preview."""

"""The search index: how queries match texts, how the archive is cut into shards, and the files that browsers fetch."""

"""The search index: what search means, how the archive is cut into shards, and the files that browsers fetch."""

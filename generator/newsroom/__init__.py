"""What editors do: import and check issues, tidy tags, begin a paper. Each action makes one change set."""

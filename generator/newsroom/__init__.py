"""The actions of editors: import and check issues, tidy tags, begin a paper. Each makes one change set."""

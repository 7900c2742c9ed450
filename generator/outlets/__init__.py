"""The paper in the forms that other programs read: the search index, feeds, sitemaps, and issues as files."""

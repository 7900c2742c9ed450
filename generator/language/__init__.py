"""What a newspaper's printed lines look like: names, signatures, bylines, running heads, traditional characters."""

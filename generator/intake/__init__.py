"""Raw issue → Markdown articles. Heuristics run once per issue; people own what comes out."""

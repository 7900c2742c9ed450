"""The paper as EPUB 3: what stands in a book, its documents as XHTML, and the file that holds them."""

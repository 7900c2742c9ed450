"""A manuscript → what each of its lines is: the best reading of the whole page, and how sure it is."""

"""The illustrations of the sample edition, drawn with Pillow."""

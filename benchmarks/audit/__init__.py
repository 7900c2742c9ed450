"""What a reader's browser makes of a built site: accessibility, valid HTML, speed, bytes. ``make audit``."""

"""Audits a built site in a browser: accessibility, valid HTML, speed, bytes. Run it with ``make audit``."""

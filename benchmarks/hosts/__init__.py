"""A paper on each of its hosts, read in Chromium: ``python -m benchmarks.hosts``, and a short form among the tests."""

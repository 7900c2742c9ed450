"""What editors do to an issue that stands in ``content/``: each act is one function from a request to a change set."""

"""The preview (``banmian serve``)."""

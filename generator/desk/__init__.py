"""The desk: the newsroom's evening in the browser, on the pages that ``banmian serve`` shows."""

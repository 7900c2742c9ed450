"""The preview of a paper on this machine: watching what its site is made of, and showing it."""

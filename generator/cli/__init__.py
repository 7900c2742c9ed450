"""The command ``banmian``, with one module for each group of commands. Only this room prints."""

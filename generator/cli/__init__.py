"""The command ``banmian``, one module a group of commands. Only this room prints."""

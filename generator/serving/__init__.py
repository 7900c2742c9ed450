"""The preview on the editor's machine: watching files, building again, reloading pages."""

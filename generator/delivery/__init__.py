"""What happens to a finished paper: the preview on the editor's machine, and the way to readers."""

"""Files and folders: where a path leads, what may be written over, and how a file is written at once or not at all."""

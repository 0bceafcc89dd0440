"""Files that hold a text: what they say, and where in the file each character of it stands."""

"""What a cell says before its words are read: that no figure is given, which marks stand beside it, which slip it holds."""

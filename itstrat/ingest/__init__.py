"""Files in: what other tools write becomes typed rows, with every row that could not be read told by line and reason."""

"""Methods: pure functions over plain values and frames. No files, no database, no screen, no clock."""

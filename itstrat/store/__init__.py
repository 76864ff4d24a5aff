"""Facts: the plan file, its only SQL, and the only place that speaks to DuckDB."""

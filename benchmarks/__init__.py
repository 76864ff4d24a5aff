"""What the dashboard costs, measured: `python -m benchmarks` writes RESULTS.md."""

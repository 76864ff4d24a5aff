"""itstrat: a company's IT strategic plan as a live dashboard."""

__version__ = "0.1.0"

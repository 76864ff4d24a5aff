"""What we say: one module per page, each a pure function of the plan, the scope and the assumptions."""

# The reports there are, each a module of this package with a function `report`.
NAMES = (
    "overview", "roadmap", "objectives", "security", "assets", "renewals", "spend", "budget", "value", "data",
)  # fmt: skip

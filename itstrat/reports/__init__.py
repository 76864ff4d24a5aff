"""What we say: one module per page, each a pure function of the plan, the scope and the assumptions."""

"""Hub: the shop group's server, which receives facts from every till and keeps them in PostgreSQL."""

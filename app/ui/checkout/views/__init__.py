"""The checkout's widgets: each shows what a presenter says, and decides nothing."""

"""What the checkout is doing: one module per mode, each saying which keys work and what the panel shows."""

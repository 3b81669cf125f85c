"""Staff: who works here, what each may do, and their PINs."""

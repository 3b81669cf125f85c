"""The devices page: scanner, printer, customer display, e-mail and sounds - their settings, states and tests."""

"""The set-up assistant: printer, scanner, offers, goods and members, staff - each step may wait, none is a must."""

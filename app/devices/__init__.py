"""Devices: scanner, receipt printer, drawer and display of the counter, real and fake."""

"""Scanners: codes from keys, from a serial line and from a camera, told apart from typing."""

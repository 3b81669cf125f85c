"""Sounds: four tones that can be told apart, and nothing where there is no loudspeaker."""

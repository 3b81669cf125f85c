"""Channels: the ways a message leaves for a member (e-mail, SMS, messengers), real and fake."""

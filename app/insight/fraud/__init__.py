"""Fraud review: rules over what happened, each a pure function; the same facts give the same flags everywhere."""

"""The look: colours, sizes, type, icons and the one style sheet, all from tokens."""

"""Resources: fonts, icons, themes, translations, templates and the demo shop that ship with the program."""

"""User interface: the Qt Widgets screens of the till, which read tables and run workflows."""

"""The owner's editor of the quick keys: pages, keys, colours, and a first proposal from what sells best."""

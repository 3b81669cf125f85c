"""Products: the price list, and the form that adds, prices and retires what is sold."""

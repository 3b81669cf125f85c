"""Forms: what the screens beside the checkout are made of - pages, fields, virtual tables, states, scans."""

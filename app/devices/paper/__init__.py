"""Paper: what a receipt looks like as lines of text and as a PDF page, and where it is kept."""

"""Cards: a member's card as a picture and on paper, one face drawn by two painters."""

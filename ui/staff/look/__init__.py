"""How the staff window looks: colours, sizes, and the parts that pages are made of."""

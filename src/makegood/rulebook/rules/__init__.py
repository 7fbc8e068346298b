"""Pure decisions by the shop's own rules: facts in; out the row that fits, what it gives and what has to be asked."""

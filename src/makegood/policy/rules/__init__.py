"""Pure decisions on the law: facts and `now` in, a ruling with its reasons out."""

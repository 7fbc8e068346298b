"""Pure decisions: what may be given without asking, and what the law has us give in any event."""

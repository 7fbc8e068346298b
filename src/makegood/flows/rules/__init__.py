"""Pure decisions about flows: what a flow is made of, when one begins, and what its next step comes to."""

"""Pure: what is known of a case becomes facts for the law, and what is still to be asked."""

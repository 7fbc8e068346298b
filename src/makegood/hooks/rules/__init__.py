"""What may be told, to which address, signed how, and how often it is tried."""

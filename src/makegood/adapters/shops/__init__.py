"""Shop connectors, one folder each."""

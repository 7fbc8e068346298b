"""A believable shop to look around in: customers, orders and a year of cases in eight languages."""

"""The customer's pages: where my case stands, by a signed link, without an account."""

"""The staff's pages: inbox, case, people, orders, settings, post office. Knows HTTP; decides nothing."""

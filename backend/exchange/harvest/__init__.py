"""Reading other markets: pages fetched, records understood."""

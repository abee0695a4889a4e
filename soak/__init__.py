"""Long trials: what production does to a site, at a size that `make test` has no time for."""

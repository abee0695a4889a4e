"""Golden files: the review surface. `make golden` writes them anew; a difference is read before it is committed."""

"""The REST API at /api/v1: the same commands as the pages, for programs that show a token."""

"""The demo installation: two customers of a telephone company, made through the same commands that people use."""

"""S1 to S13 as people live them: a served program, a real browser, mail caught by a real SMTP server."""

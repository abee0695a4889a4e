"""Who may do what with the bills, and why: pure Python, no database, no Django."""

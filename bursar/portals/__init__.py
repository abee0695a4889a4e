"""The web doors: thin views, forms and templates. They know rooms by their queries and commands, never tables."""

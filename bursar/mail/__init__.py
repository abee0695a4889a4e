"""What must be told: an outbox written with the change, and a sender that delivers it after the commit."""

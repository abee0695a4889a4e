"""The demo's mailbox: what Bursar would have sent. There is no such page in a real installation."""

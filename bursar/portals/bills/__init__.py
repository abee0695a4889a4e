"""The pages of invoices, mounted behind the doors of the billing portal and of PBX administration (rule 8)."""

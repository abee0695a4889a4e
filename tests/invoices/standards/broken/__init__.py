"""One document for each fatal rule of EN 16931: a whole bill with one thing broken, in UBL and in CII."""

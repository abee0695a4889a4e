"""What every room stands on: errors, money, ids and the clock. No Django."""

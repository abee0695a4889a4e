"""What the vendor's programs are told."""

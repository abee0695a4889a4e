"""The formats that bills come in and go out by: UBL 2.1, UN/CEFACT CII, Factur-X. Pure: bytes in, values out."""

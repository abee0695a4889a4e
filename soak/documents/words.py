"""Names and texts of many alphabets and lengths, for generated bills. Pure."""

COMPANIES = (
    ("Acme Telecom SAS", "FR", "FR40303265045", "303265045"),
    ("Nordwind Datendienste GmbH & Co. KG", "DE", "DE136695976", "HRB 12345"),
    ("Società per la Telefonia «Ponte» S.p.A.", "IT", "IT00743110157", "MI-1234567"),
    ("Ελληνικές Τηλεπικοινωνίες Α.Ε.", "EL", "EL094259216", "1037501000"),
    ("Łódzkie Przedsiębiorstwo Żeglugi Sp. z o.o.", "PL", "PL8567346215", "0000123456"),
    ("Телекомуникации България ЕАД", "BG", "BG175074752", "175074752"),
    ("O'Brien & Sons <Ireland> Ltd", "IE", "IE6433435F", "123456"),
    ("شركة الاتصالات المتحدة", "AE", "", "1010-55"),
    ("חברת התקשורת בע״מ", "IL", "", "514321098"),
    ("Société anonyme " + "de très longue raison sociale " * 6 + "et Cie", "LU", "LU26375245", "B123456"),
)
TEXTS = (
    "Line rental",
    "Monthly subscription, 24 × 7 support",
    "Communications nationales — été à l’étranger : œuvre, 1 € à l'unité",
    "خدمة الهاتف الشهرية (باقة 100 دقيقة)",
    "שירותי טלפון חודשיים — חבילת 250 דקות",
    "Τηλεφωνία και πρόσβαση στο διαδίκτυο",
    "Абонаментна такса за месеца",
    "Przyłącze światłowodowe, Łódź – Świętochłowice",
    '<b>not bold</b> & "quoted" #let $x$ *y* _z_ @ref',
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "A description" + " that goes on" * 18,
    "a\nof two lines",
)
CITIES = (("Paris", "75001"), ("Köln", "50667"), ("Αθήνα", "105 57"), ("دبي", ""), ("תל אביב", "6100000"))
UNITS = ("C62", "HUR", "MON", "DAY", "KGM", "MTR", "LTR", "MIN")
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP", "PLN", "JPY", "KRW", "ISK", "BHD", "KWD", "TND")

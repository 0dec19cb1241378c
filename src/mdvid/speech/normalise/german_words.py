"""German abbreviations, acronyms, symbols and fractions."""

from __future__ import annotations

from mdvid.speech.normalise.language import currencies, table, words

SCALES = table(
    """
    k: tausend  K: tausend  M: Millionen  Tsd.: tausend  Mio.: Millionen  Mio: Millionen
    Mrd.: Milliarden  Mrd: Milliarden  Millionen: Millionen  Milliarden: Milliarden
    Billionen: Billionen
    """
)

SYMBOLS = table(
    """
    &: und  +: plus  =: gleich  ×: mal  ÷: geteilt durch  ±: plus minus  ≤: kleiner gleich
    ≥: größer gleich  <: kleiner als  >: größer als  ≠: ungleich  ≈: ungefähr  →: zu  ←: von
    ↔: zu und von  ⇒: daraus folgt  ->: zu  =>: daraus folgt  <=: kleiner gleich
    >=: größer gleich  !=: ungleich  ==: gleich  %: Prozent  @: ät  $: Dollar  €: Euro  £: Pfund
    §: Paragraph  ∞: unendlich  √: Wurzel aus  π: Pi  ∑: Summe über  ²: Quadrat  ³: hoch drei
    µ: Mikro  Ω: Ohm  °: Grad  C++: C plus plus  C#: C sharp  F#: F sharp  24/7: rund um die Uhr
    """
)

ABBREVIATIONS = table(
    """
    z. B.: zum Beispiel  d. h.: das heißt  u. a.: unter anderem  usw.: und so weiter
    bzw.: beziehungsweise  ca.: circa  Nr.: Nummer  Dr.: Doktor  Prof.: Professor  Hr.: Herr
    Hrn.: Herrn  Fr.: Frau  evtl.: eventuell  ggf.: gegebenenfalls  inkl.: inklusive
    exkl.: exklusive  vgl.: vergleiche  s. o.: siehe oben  s. u.: siehe unten  Abb.: Abbildung
    Kap.: Kapitel  Tel.: Telefon  St.: Sankt  u. Ä.: und Ähnliches  o. Ä.: oder Ähnliches
    etc.: et cetera  bspw.: beispielsweise  sog.: sogenannt  z. T.: zum Teil
    i. d. R.: in der Regel  zzgl.: zuzüglich  bzgl.: bezüglich  min.: minimal  max.: maximal
    vs.: versus  Jh.: Jahrhundert  v. Chr.: vor Christus  n. Chr.: nach Christus
    u. U.: unter Umständen  o. g.: oben genannt  mind.: mindestens  Abs.: Absatz
    ff.: fortfolgende  Str.: Straße
    """
)

FRACTIONS = table(
    """
    1/2: ein halb  1/3: ein Drittel  2/3: zwei Drittel  1/4: ein Viertel  3/4: drei Viertel
    1/8: ein Achtel  2/5: zwei Fünftel  3/5: drei Fünftel
    3/8: drei Achtel  1/10: ein Zehntel  ½: ein halb  ⅓: ein Drittel  ⅔: zwei Drittel
    ¼: ein Viertel  ¾: drei Viertel
    """
)

ACRONYMS = table(
    """
    NASA: Nasa  NATO: Nato  UNO: Uno  UNESCO: Unesco  RAM: Ramm  JSON: Dschäisen  YAML: Jammel
    JPEG: Jott-Peck  ASCII: Aski  PIN: Pinn  TÜV: Tüff  BAföG: Bafög  COVID: Covid  AIDS: Äids
    WLAN: W Lahn  LAN: Lann  GitHub: Git-Hab  YouTube: Jutjub  JavaScript: Dschava-Skript
    OK: okay  iOS: I O S  macOS: Mäck O S  MwSt.: Mehrwertsteuer  GmbH: G M B H  AG: A G
    LaTeX: Latech  UND: und  ODER: oder  FAQ: F A Q  DIN: Dinn  SIM: Simm
    """
)

SHOUTED = words(
    """
    ALLE AM AN AUF BITTE DAS DER DIE DU EIN EINE ER ES FÜR HALT HIER ICH IHR IM IMMER IN IST
    JA JETZT KEIN KEINE MEHR MIT MUSS NEIN NEU NICHT NIE NUR ODER OHNE SEHR SIE STOPP UND VON
    WAS WER WIE WIR WO ZU
    """
)

CURRENCIES = currencies(
    """
    €: ein Euro / Euro / ein Cent / Cent  EUR: ein Euro / Euro / ein Cent / Cent
    Euro: ein Euro / Euro / ein Cent / Cent  $: ein Dollar / Dollar / ein Cent / Cent
    USD: ein Dollar / Dollar / ein Cent / Cent  £: ein Pfund / Pfund / ein Penny / Pence
    CHF: ein Franken / Franken / ein Rappen / Rappen  ¥: ein Yen / Yen
    """
)

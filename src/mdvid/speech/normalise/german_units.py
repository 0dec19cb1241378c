"""Units of measurement in German."""

from __future__ import annotations

from mdvid.speech.normalise.language import units

UNITS = units(
    """
    km: ein Kilometer / Kilometer  m: ein Meter / Meter  cm: ein Zentimeter / Zentimeter
    mm: ein Millimeter / Millimeter  µm: ein Mikrometer / Mikrometer
    nm: ein Nanometer / Nanometer  l: ein Liter / Liter  L: ein Liter / Liter
    ml: ein Milliliter / Milliliter  m²: ein Quadratmeter / Quadratmeter
    km²: ein Quadratkilometer / Quadratkilometer  m³: ein Kubikmeter / Kubikmeter
    kg: ein Kilogramm / Kilogramm  g: ein Gramm / Gramm  mg: ein Milligramm / Milligramm
    µg: ein Mikrogramm / Mikrogramm  ha: ein Hektar / Hektar  B: ein Byte / Byte
    kB: ein Kilobyte / Kilobyte  KB: ein Kilobyte / Kilobyte  MB: ein Megabyte / Megabyte
    GB: ein Gigabyte / Gigabyte  TB: ein Terabyte / Terabyte  KiB: ein Kibibyte / Kibibyte
    MiB: ein Mebibyte / Mebibyte  GiB: ein Gibibyte / Gibibyte  bit: ein Bit / Bit
    Mbit: ein Megabit / Megabit  Gbit: ein Gigabit / Gigabit  Hz: ein Hertz / Hertz
    kHz: ein Kilohertz / Kilohertz  MHz: ein Megahertz / Megahertz  GHz: ein Gigahertz / Gigahertz
    W: ein Watt / Watt  kW: ein Kilowatt / Kilowatt  MW: ein Megawatt / Megawatt
    V: ein Volt / Volt  A: ein Ampere / Ampere  mA: ein Milliampere / Milliampere
    px: ein Pixel / Pixel  dB: ein Dezibel / Dezibel  J: ein Joule / Joule
    kJ: ein Kilojoule / Kilojoule  °C: ein Grad Celsius / Grad Celsius
    °F: ein Grad Fahrenheit / Grad Fahrenheit  °: ein Grad / Grad
    km/h: ein Kilometer pro Stunde / Kilometer pro Stunde
    m/s: ein Meter pro Sekunde / Meter pro Sekunde
    Mbit/s: ein Megabit pro Sekunde / Megabit pro Sekunde
    Gbit/s: ein Gigabit pro Sekunde / Gigabit pro Sekunde
    MB/s: ein Megabyte pro Sekunde / Megabyte pro Sekunde
    GB/s: ein Gigabyte pro Sekunde / Gigabyte pro Sekunde
    fps: ein Bilder pro Sekunde / Bilder pro Sekunde  dpi: ein Punkte pro Zoll / Punkte pro Zoll
    pt: ein Punkt / Punkt  kcal: ein Kilokalorien / Kilokalorien  s: eine Sekunde / Sekunden
    ms: eine Millisekunde / Millisekunden  µs: eine Mikrosekunde / Mikrosekunden
    ns: eine Nanosekunde / Nanosekunden  min: eine Minute / Minuten  Min.: eine Minute / Minuten
    h: eine Stunde / Stunden  Std.: eine Stunde / Stunden
    kWh: eine Kilowattstunde / Kilowattstunden  Wh: eine Wattstunde / Wattstunden
    mAh: eine Milliamperestunde / Milliamperestunden  t: eine Tonne / Tonnen
    Sek.: eine Sekunde / Sekunden
    """
)

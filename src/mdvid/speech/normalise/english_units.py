"""Units of measurement in English."""

from __future__ import annotations

from mdvid.speech.normalise.language import units

UNITS = units(
    """
    km: one kilometre / kilometres  m: one metre / metres  cm: one centimetre / centimetres
    mm: one millimetre / millimetres  µm: one micrometre / micrometres
    nm: one nanometre / nanometres  mi: one mile / miles  ft: one foot / feet
    yd: one yard / yards  kg: one kilogram / kilograms  g: one gram / grams
    mg: one milligram / milligrams  µg: one microgram / micrograms  lb: one pound / pounds
    lbs: one pound / pounds  oz: one ounce / ounces  l: one litre / litres  L: one litre / litres
    ml: one millilitre / millilitres  mL: one millilitre / millilitres
    ms: one millisecond / milliseconds  µs: one microsecond / microseconds
    ns: one nanosecond / nanoseconds  s: one second / seconds  sec: one second / seconds
    min: one minute / minutes  h: one hour / hours  hr: one hour / hours  hrs: one hour / hours
    B: one byte / bytes  kB: one kilobyte / kilobytes  KB: one kilobyte / kilobytes
    MB: one megabyte / megabytes  GB: one gigabyte / gigabytes  TB: one terabyte / terabytes
    PB: one petabyte / petabytes  KiB: one kibibyte / kibibytes  MiB: one mebibyte / mebibytes
    GiB: one gibibyte / gibibytes  TiB: one tebibyte / tebibytes  W: one watt / watts
    kW: one kilowatt / kilowatts  MW: one megawatt / megawatts  GW: one gigawatt / gigawatts
    kWh: one kilowatt hour / kilowatt hours  Wh: one watt hour / watt hours  V: one volt / volts
    A: one amp / amps  mA: one milliamp / milliamps  px: one pixel / pixels
    pt: one point / points  ha: one hectare / hectares  dB: one decibel / decibels
    cal: one calorie / calories  kcal: one kilocalorie / kilocalories  J: one joule / joules
    kJ: one kilojoule / kilojoules  N: one newton / newtons  Mbit: one megabit / megabits
    Gbit: one gigabit / gigabits  kbit: one kilobit / kilobits  bit: one bit / bits
    Hz: one hertz / hertz  kHz: one kilohertz / kilohertz  MHz: one megahertz / megahertz
    GHz: one gigahertz / gigahertz  mAh: one milliamp hour / milliamp hours
    km/h: one kilometre per hour / kilometres per hour
    kph: one kilometre per hour / kilometres per hour  mph: one mile per hour / miles per hour
    m/s: one metre per second / metres per second  m²: one square metre / square metres
    km²: one square kilometre / square kilometres  cm²: one square centimetre / square centimetres
    m³: one cubic metre / cubic metres  °C: one degree Celsius / degrees Celsius
    °F: one degree Fahrenheit / degrees Fahrenheit  °: one degree / degrees
    kbit/s: one kilobit per second / kilobits per second
    Mbit/s: one megabit per second / megabits per second
    Gbit/s: one gigabit per second / gigabits per second
    Mbps: one megabit per second / megabits per second
    Gbps: one gigabit per second / gigabits per second
    MB/s: one megabyte per second / megabytes per second
    GB/s: one gigabyte per second / gigabytes per second
    fps: one frame per second / frames per second
    rpm: one revolution per minute / revolutions per minute  dpi: one dot per inch / dots per inch
    kW/h: one kilowatt per hour / kilowatts per hour
    """
)

"""Units of measurement in Spanish."""

from __future__ import annotations

from mdvid.speech.normalise.language import units

UNITS = units(
    """
    km: un kilómetro / kilómetros  m: un metro / metros  cm: un centímetro / centímetros
    mm: un milímetro / milímetros  µm: un micrómetro / micrómetros  nm: un nanómetro / nanómetros
    kg: un kilogramo / kilogramos  g: un gramo / gramos  mg: un miligramo / miligramos
    µg: un microgramo / microgramos  l: un litro / litros  L: un litro / litros
    ml: un mililitro / mililitros  ms: un milisegundo / milisegundos
    µs: un microsegundo / microsegundos  ns: un nanosegundo / nanosegundos
    s: un segundo / segundos  seg: un segundo / segundos  min: un minuto / minutos
    W: un vatio / vatios  kW: un kilovatio / kilovatios  MW: un megavatio / megavatios
    V: un voltio / voltios  A: un amperio / amperios  mA: un miliamperio / miliamperios
    kWh: un kilovatio hora / kilovatios hora  ha: una hectárea / hectáreas  B: un byte / bytes
    kB: un kilobyte / kilobytes  KB: un kilobyte / kilobytes  MB: un megabyte / megabytes
    GB: un gigabyte / gigabytes  TB: un terabyte / terabytes  px: un píxel / píxeles
    dB: un decibelio / decibelios  bit: un bit / bits  pt: un punto / puntos
    Mbit: un megabit / megabits  Gbit: un gigabit / gigabits  h: una hora / horas
    t: una tonelada / toneladas  Hz: un hercio / hercios  kHz: un kilohercio / kilohercios
    MHz: un megahercio / megahercios  GHz: un gigahercio / gigahercios
    km/h: un kilómetro por hora / kilómetros por hora
    m/s: un metro por segundo / metros por segundo  m²: un metro cuadrado / metros cuadrados
    km²: un kilómetro cuadrado / kilómetros cuadrados  m³: un metro cúbico / metros cúbicos
    °C: un grado Celsius / grados Celsius  ºC: un grado Celsius / grados Celsius
    °F: un grado Fahrenheit / grados Fahrenheit  °: un grado / grados
    Mbit/s: un megabit por segundo / megabits por segundo
    Mbps: un megabit por segundo / megabits por segundo
    Gbps: un gigabit por segundo / gigabits por segundo
    MB/s: un megabyte por segundo / megabytes por segundo
    fps: un fotograma por segundo / fotogramas por segundo  kcal: una kilocaloría / kilocalorías
    """
)

"""Spanish abbreviations, acronyms, symbols and fractions."""

from __future__ import annotations

from mdvid.speech.normalise.language import currencies, table, words

SCALES = table(
    """
    k: mil  K: mil  M: millones  mil: mil  millón: millón  millones: millones
    mil millones: mil millones  billones: billones
    """
)

SYMBOLS = table(
    """
    &: y  +: más  =: igual a  ×: por  ÷: entre  ±: más o menos  ≤: menor o igual que
    ≥: mayor o igual que  <: menor que  >: mayor que  ≠: distinto de  ≈: aproximadamente  →: a
    ←: de  ↔: a y de  ⇒: implica  ->: a  =>: implica  <=: menor o igual que  >=: mayor o igual que
    !=: distinto de  ==: igual a  %: por ciento  @: arroba  $: dólares  €: euros  £: libras
    §: sección  ∞: infinito  √: raíz cuadrada de  π: pi  ∑: suma de  ²: al cuadrado  ³: al cubo
    µ: micro  Ω: ohmios  °: grados  C++: C más más  C#: C sharp  F#: F sharp
    24/7: veinticuatro siete
    """
)

ABBREVIATIONS = table(
    """
    p. ej.: por ejemplo  Sr.: señor  Sra.: señora  Sres.: señores  Dr.: doctor  Dra.: doctora
    D.: don  Ud.: usted  Uds.: ustedes  etc.: etcétera  EE. UU.: Estados Unidos
    EE.UU.: Estados Unidos  núm.: número  pág.: página  págs.: páginas  aprox.: aproximadamente
    a. m.: de la mañana  p. m.: de la tarde  a. C.: antes de Cristo  d. C.: después de Cristo
    cap.: capítulo  fig.: figura  vol.: volumen  art.: artículo  tel.: teléfono  Prof.: profesor
    Ing.: ingeniero  Lic.: licenciado  vs.: versus  Avda.: avenida  máx.: máximo  mín.: mínimo
    S. A.: sociedad anónima  cía.: compañía  ed.: edición  Dña.: doña  ss.: siguientes
    N.º: número  n.º: número  nº: número
    """
)

FRACTIONS = table(
    """
    1/2: un medio  1/3: un tercio  2/3: dos tercios  1/4: un cuarto  3/4: tres cuartos
    1/5: un quinto  2/5: dos quintos
    3/5: tres quintos  3/8: tres octavos  1/8: un octavo  1/10: un décimo  ½: medio
    ⅓: un tercio  ⅔: dos tercios  ¼: un cuarto
    ¾: tres cuartos
    """
)

LETTERS = table(
    """
    Y: ye  W: uve doble
    """
)

ACRONYMS = table(
    """
    NASA: nasa  OTAN: otán  ONU: onu  UNESCO: unesco  RAM: ram  ROM: rom  JSON: yeison
    YAML: yámel  JPEG: jota peg  ASCII: asqui  PIN: pin  SIDA: sida  COVID: cóvid  OVNI: ovni
    PYME: pyme  PYMES: pymes  GitHub: guit jab  YouTube: yutub  JavaScript: yava script
    iOS: I O S  macOS: mac O S  LaTeX: látej  OK: okey  SIM: sim  IVA: iva  FIFA: fifa
    UNICEF: unicef  OPEP: opep  RAE: rae  WiFi: wifi  Wi-Fi: wifi  Y: y
    """
)

SHOUTED = words(
    """
    A AL AQUÍ BIEN CON CÓMO DE DEL EL EN ES HOY LA LAS LOS MAL MENOS MUY MÁS NADA NI NO NOTA
    NUNCA O OJO PARA POR QUE QUÉ SI SIEMPRE SIN SOLO SON SU SÍ TODA TODO TODOS TU UN UNA Y YA
    """
)

CURRENCIES = currencies(
    """
    €: un euro / euros / un céntimo / céntimos  EUR: un euro / euros / un céntimo / céntimos
    euros: un euro / euros / un céntimo / céntimos  $: un dólar / dólares / un centavo / centavos
    US$: un dólar / dólares / un centavo / centavos
    USD: un dólar / dólares / un centavo / centavos  £: una libra / libras / un penique / peniques
    ¥: un yen / yenes  MXN: un peso mexicano / pesos mexicanos / un centavo / centavos
    """
)

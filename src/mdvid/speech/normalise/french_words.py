"""French words: units, abbreviations, acronyms, and what is feminine."""

from __future__ import annotations

import re

from mdvid.speech.normalise.language import currencies, table, units, words
from mdvid.speech.normalise.numbers import number_words

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

UNITS = units(
    """
    km: un kilomètre / kilomètres  m: un mètre / mètres  cm: un centimètre / centimètres
    mm: un millimètre / millimètres  µm: un micromètre / micromètres
    nm: un nanomètre / nanomètres  kg: un kilogramme / kilogrammes  g: un gramme / grammes
    mg: un milligramme / milligrammes  µg: un microgramme / microgrammes  t: une tonne / tonnes
    l: un litre / litres  L: un litre / litres  cl: un centilitre / centilitres
    ml: un millilitre / millilitres  mL: un millilitre / millilitres  ha: un hectare / hectares
    m²: un mètre carré / mètres carrés  km²: un kilomètre carré / kilomètres carrés
    cm²: un centimètre carré / centimètres carrés  m³: un mètre cube / mètres cubes
    ms: une milliseconde / millisecondes  µs: une microseconde / microsecondes
    ns: une nanoseconde / nanosecondes  s: une seconde / secondes  sec: une seconde / secondes
    min: une minute / minutes  mn: une minute / minutes  h: une heure / heures
    j: un jour / jours  o: un octet / octets  ko: un kilo-octet / kilo-octets
    Ko: un kilo-octet / kilo-octets  Mo: un mégaoctet / mégaoctets  Go: un gigaoctet / gigaoctets
    To: un téraoctet / téraoctets  Kio: un kibioctet / kibioctets  Mio: un mébioctet / mébioctets
    Gio: un gibioctet / gibioctets  B: un octet / octets  kB: un kilo-octet / kilo-octets
    KB: un kilo-octet / kilo-octets  MB: un mégaoctet / mégaoctets  GB: un gigaoctet / gigaoctets
    TB: un téraoctet / téraoctets  bit: un bit / bits  kbit: un kilobit / kilobits
    Mbit: un mégabit / mégabits  Gbit: un gigabit / gigabits  Hz: un hertz / hertz
    kHz: un kilohertz / kilohertz  MHz: un mégahertz / mégahertz  GHz: un gigahertz / gigahertz
    W: un watt / watts  kW: un kilowatt / kilowatts  MW: un mégawatt / mégawatts
    GW: un gigawatt / gigawatts  kWh: un kilowattheure / kilowattheures
    Wh: un wattheure / wattheures  V: un volt / volts  A: un ampère / ampères
    mA: un milliampère / milliampères  mAh: un milliampère-heure / milliampères-heures
    J: un joule / joules  kJ: un kilojoule / kilojoules  N: un newton / newtons
    kcal: une kilocalorie / kilocalories  px: un pixel / pixels  pt: un point / points
    dB: un décibel / décibels  °C: un degré Celsius / degrés Celsius
    °F: un degré Fahrenheit / degrés Fahrenheit  °: un degré / degrés
    km/h: un kilomètre par heure / kilomètres par heure
    m/s: un mètre par seconde / mètres par seconde
    Mbit/s: un mégabit par seconde / mégabits par seconde
    Gbit/s: un gigabit par seconde / gigabits par seconde
    Mo/s: un mégaoctet par seconde / mégaoctets par seconde
    Go/s: un gigaoctet par seconde / gigaoctets par seconde
    i/s: une image par seconde / images par seconde
    fps: une image par seconde / images par seconde
    ips: une image par seconde / images par seconde
    dpi: un point par pouce / points par pouce  tr/min: un tour par minute / tours par minute
    """
)

SCALES = table(
    """
    k: mille  K: mille  M: millions  Md: milliards  Mds: milliards  mille: mille
    million: million  millions: millions  milliard: milliard  milliards: milliards
    """
)

SYMBOLS = table(
    """
    &: et  +: plus  =: égale  ×: fois  ÷: divisé par  ±: plus ou moins
    ≤: inférieur ou égal à  ≥: supérieur ou égal à  <: inférieur à  >: supérieur à
    ≠: différent de  ≈: environ  →: vers  ←: de  ↔: de et vers  ⇒: implique  ->: vers
    =>: implique  <=: inférieur ou égal à  >=: supérieur ou égal à  !=: différent de
    ==: égale  %: pour cent  @: arobase  $: dollars  €: euros  £: livres  §: paragraphe
    ∞: infini  √: racine carrée de  π: pi  ∑: somme de  ²: au carré  ³: au cube  µ: micro
    Ω: ohms  °: degrés  C++: C plus plus  C#: C sharp  F#: F sharp
    """
)

ABBREVIATIONS = table(
    """
    M.: monsieur  MM.: messieurs  Mme: madame  Mmes: mesdames  Mlle: mademoiselle
    Dr: docteur  Dr.: docteur  Pr: professeur  Mgr: monseigneur  St.: saint  etc.: et cetera
    p. ex.: par exemple  par ex.: par exemple  ex.: exemple  c.-à-d.: c'est-à-dire
    càd: c'est-à-dire  cf.: voir  cf: voir  env.: environ  chap.: chapitre  vol.: volume
    art.: article  tél.: téléphone  av. J.-C.: avant Jésus-Christ  apr. J.-C.: après Jésus-Christ
    s.v.p.: s'il vous plaît  max.: maximum  min.: minimum  boul.: boulevard  bd: boulevard
    av.: avenue  éd.: édition  réf.: référence  resp.: respectivement  hab.: habitants
    i.e.: c'est-à-dire  vs.: contre  vs: contre  qqch.: quelque chose  qqn: quelqu'un
    janv.: janvier  févr.: février  juil.: juillet  sept.: septembre  oct.: octobre
    nov.: novembre  déc.: décembre  dép.: département  Cie: compagnie  RDV: rendez-vous
    SVP: s'il vous plaît  nb.: nombre  24/7: vingt-quatre heures sur vingt-quatre
    approx.: approximativement
    """
)

FRACTIONS = table(
    """
    1/2: un demi  1/3: un tiers  2/3: deux tiers  1/4: un quart  3/4: trois quarts
    1/5: un cinquième  2/5: deux cinquièmes  3/5: trois cinquièmes
    3/8: trois huitièmes  1/8: un huitième  1/10: un dixième  ½: demi
    ⅓: un tiers  ⅔: deux tiers
    ¼: un quart  ¾: trois quarts
    """
)

ACRONYMS = table(
    """
    NASA: nassa  OTAN: otan  ONU: onu  UNESCO: unesco  UNICEF: unicef  OPEP: opep  FIFA: fifa
    UEFA: uéfa  RAM: ram  ROM: rom  LAN: lan  PIN: pine  SIM: sim  JSON: djizonne  YAML: yamel
    TOML: tomel  JPEG: ji pègue  GIF: gif  ASCII: aski  CUDA: couda  REST: reste  SIDA: sida
    COVID: covid  OVNI: ovni  SMIC: smic  CNIL: cnil  INSEE: insé  ENA: éna  BAFA: bafa
    Covid: covid  GitHub: guite heub  GitLab: guite lab  YouTube: you tube
    JavaScript: java scripte  LaTeX: latec  OK: oké  iOS: I O S
    macOS: mac O S  WiFi: wifi  Wi-Fi: wifi  e-mail: imèle  e-mails: imèles  LED: lède
    CO2: C O deux  CO₂: C O deux  R&D: R et D
    """
)

SHOUTED = words(
    """
    À AU AUX AVEC BIEN BON CE CES CETTE DANS DE DES DEUX DU ELLE EN EST ET FAUX FIN ICI IL ILS
    JAMAIS JE LA LE LES MAIS MAL MOINS MON NE NI NON NOS NOTE NOTRE NOUS ON OU OUI OÙ PAR PAS
    PEU PLUS POUR QUE QUI RIEN SANS SE SES SI SON SUR TOP TOUJOURS TOUS TOUT TOUTE TRÈS TROP
    TU UN UNE VOS VOTRE VOUS VRAI Y
    """
)

CURRENCIES = currencies(
    """
    €: un euro / euros / un centime / centimes  EUR: un euro / euros / un centime / centimes
    euro: un euro / euros / un centime / centimes  euros: un euro / euros / un centime / centimes
    $: un dollar / dollars / un cent / cents  US$: un dollar / dollars / un cent / cents
    USD: un dollar / dollars / un cent / cents
    $ CA: un dollar canadien / dollars canadiens / un cent / cents
    £: une livre / livres / un penny / pence  ¥: un yen / yens
    CHF: un franc suisse / francs suisses / un centime / centimes
    """
)

_FEMININE_ENDING = re.compile(
    r".*(?:[st]ions?|xions?|ettes?|elles?|illes?|esses?|ences?|ances?|ures?|udes?|ièces?|ières?|"
    r"ises?|euses?|trices?|aines?|aisons?|ités?|étés?|ies?|ées?|ines?|ches?|ques?|gues?)"
)
_FEMININE = words(
    """
    adresse adresses annexe annexes barre barres base bases boîte boîtes branche carte cartes case
    cases chaîne chaînes chose choses classe classes clé clés clef clefs colonne colonnes commande
    commandes copie copies diapo diapos diapositive diapositives donnée données erreur erreurs
    étape étapes face faces faute fautes femme femmes fenêtre fenêtres fois forme formes heure
    heures idée idées image images instance journée langue langues lettre lettres ligne lignes
    liste listes livraison livraisons machine main mains maison méthode méthodes minute minutes mise
    note notes nuit nuits page pages part parts personne personnes photo photos phrase phrases
    piste pistes place places plage plages pomme pommes porte portes preuve preuves priorité
    propriété question règle règles requête requêtes réponse réponses scène scènes seconde secondes
    semaine semaines série séries table tables tâche tâches tasse tasses tonne tonnes touche vidéo
    vidéos ville villes voie voies voiture voitures voix vue vues zone zones équipe équipes
    entreprise entreprises variable variables
    """
)
_MASCULINE = words(
    """
    musée musées lycée lycées trophée trophées côté côtés comité comités été étés traité traités
    magazine magazines domaine domaines silence silences incendie incendies génie génies
    parapluie parapluies pique-nique risque risques disque disques masque masques kiosque kiosques
    manque manques graphique graphiques public dimanche dimanches murmure murmures coude coudes
    moteur million millions bastion bastions plaque-tournante centime centimes
    modèle modèles fichier fichiers lexique lexiques déclic capitaine capitaines chèque chèques
    gorille gorilles vermicelle dialogue dialogues catalogue catalogues collègue collègues
    capture-écran moustique élastique plastique plastiques composite manche
    """
)


def is_feminine(noun: str) -> bool:
    """Return whether a noun in lower case is feminine, as its ending tells it or as is known."""
    if noun in _FEMININE:
        return True
    return noun not in _MASCULINE and bool(_FEMININE_ENDING.fullmatch(noun))


def ordinal(number: int, *, feminine: bool = False) -> str:
    """Return an ordinal; the library's has the plural of "quatre-vingts" and "cents" in it."""
    if number == 1:
        return "première" if feminine else "premier"
    words = number_words(number, "fr", "ordinal")
    return re.sub(r"(vingt|cent|million|milliard)sième$", r"\1ième", words)

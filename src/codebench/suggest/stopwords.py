"""Dutch function words, Flemish ones included: they carry no theme, and are neither learnt nor shown as a reason."""

_WORDS = """
    'k 'n 't aan achter af al alle allee alleen allemaal alles als also alsof altijd amai ander andere anderen
    anders ben bent beter bij bijna binnen boven buiten d da da's daar daarbij daarin daarna daarom daarop daarvan
    daarvoor dan das dat da’s de des deze die dit doe doen doet door dus echt een eens eerst eigenlijk elk elke en
    enkel enkele er erbij erg ergens erop eruit ervan ervoor euh euhm even ga gaan gaat ge geen gehad geweest gewoon
    geworden gij ha haar had hadden he heb hebben hebt heeft heel hele hem hen het hier hij hm hoe hoor hun iedere
    iedereen iemand iets ik in is ja je jij jou jouw jullie k kan kon konden kunnen kunt m maar mag me mee meer
    meest men met mij mijn mijne misschien mocht mochten moest moesten moet moeten mogen n na naar naast ne nee nen
    net nie niet niets niks nog nogal nu of oke oké om omdat onder ongeveer ons onze ook op over per rond s sinds
    soms steeds t te tegen ten ter terwijl tijdens toch toe toen tot tussen u uit uw vaak van vanaf vanuit veel vele
    vind volgens voor vooral waar waarbij waardoor waarom waarvan want waren was wat we weer wel welk welke werd
    werden wie wij wil willen wilt word worden wordt wou zal ze zeer zeg zeggen zegt zei zelf zelfs zich zij zijn
    zijt zit zitten zo zo'n zoals zon zou zouden zowel zo’n zulke zullen zult ’k ’n ’s ’t
"""

STOPWORDS = frozenset(_WORDS.split())

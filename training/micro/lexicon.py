"""Word lists behind the sentence patterns of `patterns.py`."""

NAMES = (
    'Anna Ben Carla David Emma Frank Grace Henry Ivy Jack Karen Liam Maria Nathan Olivia Peter Rachel Sam Tina Victor Wendy '
    'Zoe James Mary Robert Linda Michael Susan Thomas Sarah Daniel Nancy Mark Laura Paul Alice George Helen Kevin Julia Eric '
    'Martha Simon Diana Oscar Ruth Adam Claire Edward Fiona Hannah Ian Jane Leo Nora Philip'
).split()
PLACES = (
    'London Paris Berlin Chicago Boston Dublin Tokyo Madrid Rome Sydney Toronto Seattle Denver Oxford Bristol Vienna Oslo '
    'Amsterdam Lisbon Athens Cairo Texas Florida Ohio Kansas Canada Germany France Spain Italy Ireland Japan Scotland England'
).split()
MONTHS = 'January February March April May June July August September October November December'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
THINGS = (
    'report email invoice message contract meeting schedule budget recording letter photo document package parcel ticket form '
    'project presentation password computer phone laptop printer camera keyboard screen window door table chair kitchen garden '
    'car train bus bicycle house apartment office school hospital library museum restaurant coffee sandwich dinner breakfast '
    'storm summer winter music song movie book article newspaper question answer problem idea story plan team picture '
    'customer manager teacher doctor student driver neighbor friend brother sister mother father daughter son baby dog cat horse '
    'river bridge street city village market station airport road map key bag box bottle cup glass plate knife light clock '
    'radio speaker microphone interview lesson chapter page paper pencil desk shelf lamp bed blanket coat shirt shoe hat ring '
    'file folder list note sentence word voice sound machine engine battery button cable website account bill price offer order '
    'tree flower leaf field mountain lake beach island boat ship plane garden fence roof wall floor stairs room corner'
).split()
PEOPLE = (
    'customer manager teacher doctor student driver neighbor friend brother sister mother father daughter son child woman man '
    'boy girl writer singer farmer nurse lawyer engineer artist actor captain guest visitor stranger reporter scientist'
).split()
ADJECTIVES = (
    'new old big small long short quick slow early late happy sad tired busy quiet loud clean dirty warm cold easy difficult '
    'cheap expensive beautiful strange simple important serious funny bright dark heavy light empty full open wrong right strong '
    'weak good bad great little young red blue green white black public private safe dangerous useful perfect terrible '
    'wonderful interesting boring careful broken fresh sweet deep high low wide narrow soft hard famous modern local'
).split()
VERBS = (
    'send open close check finish review update print delete copy move find buy sell bring carry fix paint clean wash cook write '
    'read record share save change start stop cancel book order deliver collect return forget remember describe explain build '
    'break hide show watch hear follow leave lose keep take give make choose draw cut pull push test use want need like love '
    'describe improve prepare replace repair measure cover count join visit'
).split()
PAST = (
    'sent opened closed checked finished reviewed updated printed deleted copied moved found bought sold brought carried fixed '
    'painted cleaned washed cooked wrote read recorded shared saved changed started stopped forgot remembered described built '
    'broke showed watched heard followed left lost kept took gave made chose drew cut pulled pushed tested used wanted needed'
).split()
TIMES = (
    'today|tomorrow|tonight|this morning|this afternoon|this evening|next week|next month|right now|as soon as possible|'
    'before lunch|after work|at noon|on the weekend|by the end of the day|every day|in the morning|at night|last week|'
    'a few days ago|in a moment|all the time|once a year|before the winter|during the summer|for the first time'
).split('|')
TOPICS = (
    'machine learning|climate change|public transport|the housing market|local news|data protection|remote work|online shopping|'
    'solar power|space travel|modern art|healthy food|foreign policy|open source software|mental health|small businesses|'
    'video games|electric cars|the stock market|higher education|medical research|wild animals|the summer holidays|'
    'old movies|family history|city planning|the weather|good writing|world history|classical music|clean water'
).split('|')
ADVERBS = (
    'quickly slowly carefully quietly really almost never always often usually probably certainly suddenly finally already '
    'again perhaps maybe early together alone outside inside upstairs'
).split()
WHERE = (
    'in the kitchen|at the station|on the table|near the river|behind the house|under the bridge|in front of the school|'
    'at the corner|in the garden|on the second floor|next to the window|across the street|in the middle of the room|'
    'at home|in the office|on the way to work|at the end of the road|by the door|over the hill|inside the box'
).split('|')
ONES = (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen '
    'nineteen'
).split()
TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split()
IRREGULAR_ORDINALS = {1: 'first', 2: 'second', 3: 'third', 5: 'fifth', 8: 'eighth', 9: 'ninth', 12: 'twelfth'}


def cardinal(n):
    """The number `n` (0 to 999,999) in words, without hyphens: 'three hundred and twenty one'."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (' ' + ONES[n % 10] if n % 10 else '')
    if n < 1000:
        return ONES[n // 100] + ' hundred' + (' and ' + cardinal(n % 100) if n % 100 else '')
    return cardinal(n // 1000) + ' thousand' + (' ' + cardinal(n % 1000) if n % 1000 else '')


def ordinal(n):
    """The ordinal of `n` (1 to 99) in words: 'twenty first'."""
    if n in IRREGULAR_ORDINALS:
        return IRREGULAR_ORDINALS[n]
    if n < 20:
        return ONES[n] + 'th'
    if n % 10 == 0:
        return TENS[n // 10][:-1] + 'ieth'
    return TENS[n // 10] + ' ' + ordinal(n % 10)


def year(n):
    """A year between 1100 and 2099 as it is read aloud: 'nineteen oh four', 'two thousand and three'."""
    if 2000 <= n < 2010:
        return 'two thousand' + (' and ' + ONES[n - 2000] if n > 2000 else '')
    century, rest = divmod(n, 100)
    tail = 'hundred' if rest == 0 else 'oh ' + ONES[rest] if rest < 10 else cardinal(rest)
    return f'{cardinal(century)} {tail}'

"""Which voices are trained on and which are held out. The licence of each package is listed in DATA_CARD.md."""

ACCENTS = (['en-us'] * 6 + ['en-gb'] * 3 + ['en-gb-x-rp'] * 2
           + ['en-gb-scotland', 'en-gb-x-gbclan', 'en-gb-x-gbcwmd', 'en-us-nyc'])
VARIANTS = (
    'm1 m2 m3 m4 m5 m6 m8 f1 f2 f3 f4 Alex Alicia Andrea Andy Annie Denis Diogo Gene Hugo Jacky Lee Marco Mario Michael '
    'Mike adam anika antonio aunty belinda benjamin boris caleb david ed edward grandma grandpa gustave iven john marcelo '
    'max michel miguel norbert pablo pedro quincy rob robert sandro shelby steph travis victor zac announcer fast AnxiousAndy '
    'Gene2 Henrique Nguyen Storm edward2 iven2 iven3 iven4 kaukovalta klatt klatt2 klatt3 klatt4 steph2 steph3 croak'
).split()

TRAINED = {
    'flite:slt': .11, 'flite:rms': .11, 'flite:awb': .11, 'flite:kal16': .07, 'flite:kal': .03,
    'festival:kal_diphone': .04, 'festival:cmu_us_slt_arctic_hts': .05, 'espeak': .48,
}
HELD_OUT = {'festival:ked_diphone': .4, 'espeak': .6}
HELD_OUT_ACCENTS, HELD_OUT_VARIANTS = ['en-029', 'en-us', 'en-gb'], ['m7', 'f5', 'linda', 'paul']


def draw(rng, held_out=False):
    """A voice name `engine:name`, drawn by weight."""
    table = HELD_OUT if held_out else TRAINED
    voice = rng.choices(list(table), list(table.values()))[0]
    if voice != 'espeak':
        return voice
    if held_out:
        return f'espeak:{rng.choice(HELD_OUT_ACCENTS)}+{rng.choice(HELD_OUT_VARIANTS)}'
    variant = f'+{rng.choice(VARIANTS)}' if rng.random() < .93 else ''
    return f'espeak:{rng.choice(ACCENTS)}{variant}'

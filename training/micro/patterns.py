"""Sentence patterns for everyday speech: requests, conversation, dictation, numbers, dates and names.

A pattern is a sentence with slots; every slot is filled anew each time it occurs. Numbers are written as words, because
that is what is said: turning them into digits is left to whatever reads the transcript.
"""
from . import lexicon as lx

PATTERNS = '''
Please {verb} the {thing} {time}.
Could you {verb} the {adj} {thing} for me?
I need to {verb} the {thing} before {name} arrives.
{name} said the {thing} was too {adj}.
Did you {verb} the {thing} or the {thing}?
I don't know where the {thing} is, {name}.
We are going to {place} {time}.
{name} and {name} are talking about {topic}.
The {thing} next to the {thing} is {adj}.
Let's {verb} the {thing} together {time}.
It's a {adj} {thing}, but I like it.
Why is the {thing} so {adj} {time}?
On {day}, {name} will {verb} the {thing} in {place}.
My {thing} is {adj} and my {thing} is {adj}.
Okay, so the next thing is the {thing}.
First we {verb} the {thing}, then we {verb} the {thing}.
I think {topic} is a {adj} question.
Hello, my name is {name} and I live in {place}.
Thank you very much for the {thing}, {name}.
Can you hear me, {name}?
What do you think about {topic}?
She wanted to {verb} it, but the {thing} was {adj}.
They never {verb} the {thing} {time}.
Welcome back to our show about {topic}.
I'm not sure that {name} can {verb} a {thing}.
There is a {adj} {thing} {where}.
Remember to {verb} the {thing} and {verb} the {thing}.
If the {thing} is {adj}, we'll {verb} it {time}.
How many of them want to {verb} the {thing}?
He told me to {verb} it {time}.
New paragraph.
Take a note, {verb} the {thing}.
Call {name} {time}, please.
Today we talk about {topic} and {topic}.
Good morning, {name}, how was {place}?
That's a {adj} idea.
Yes, I would like to {verb} the {thing}.
No, the {thing} is not {adj}.
The {person} {past} the {thing} {where}.
The {adj} {person} {past} a {adj} {thing}.
When {name} {past} the {thing}, the {person} was {where}.
Nobody {past} the {thing} {time}.
Have you ever been to {place}?
I have never {past} such a {adj} {thing}.
She {adverb} {past} the {thing} and went home.
We should {adverb} {verb} the {thing}.
You can {verb} it {where}.
Where did you put the {thing}?
Who {past} my {thing}?
Do you want to {verb} the {thing} with me?
I will {verb} it {time}, I promise.
It was {adj} and {adj}, and the {thing} was {where}.
What time does the {thing} open on {day}?
The {person} asked the {person} about the {thing}.
I would rather {verb} a {thing} than {verb} a {thing}.
That is what I wanted to say about {topic}.
As I said before, the {thing} is {adj}.
For example, you could {verb} the {thing}.
On the one hand it is {adj}, on the other hand it is {adj}.
By the way, {name} {past} your {thing}.
Oh, I see, so it was the {thing}.
Well, I don't think so.
I agree with you, {name}.
Wait a minute, where is the {person}?
Of course we can {verb} it {time}.
Sorry, I did not hear you.
Could you say that again, please?
There were two {adj} men {where}.
Most people like {topic}, but some do not.
In my opinion, {topic} is more {adj} than {topic}.
The {person} who {past} the {thing} lives in {place}.
Before we {verb} the {thing}, let me {verb} the {thing}.
It has been a {adj} day.
He is {adverb} {adj}, isn't he?
My {person} works {where}.
Every {person} needs a {adj} {thing}.
The {person} and the {person} {past} it together.
Put the {thing} {where} and {verb} it.
All of us {past} the {thing} {time}.
Something {adj} is {where}.
The {thing} belongs to {name}.
I'll meet you {where} {time}.
This {thing} is as {adj} as that one.
They live in a {adj} house {where}.
She has a {adj} voice.
It is getting {adj} outside.
'''.strip().split('\n')

NUMERIC = '''
The meeting starts at {clock}.
I will call you at {clock}.
She was born on {date}, {year}.
In {year}, we moved to {place}.
It costs {number} dollars.
There are {number} people {where}.
We sold {number} tickets in {small} days.
Chapter {small}, page {number}.
Turn left after {small} miles.
About {number} percent of them agreed.
{date} is a {day}.
The number is {number}.
My room is number {number}.
I have {small} brothers and {small} cousins.
The train leaves at {clock} on {day}.
It took {small} hours and {number} minutes.
My phone number is {digit} {digit} {digit}, {digit} {digit} {digit} {digit}.
He is {number} years old.
The {person} {past} {small} of them in {year}.
See you on {day}, {date}.
'''.strip().split('\n')

CHOICES = dict(
    name=lx.NAMES, place=lx.PLACES, day=lx.DAYS, month=lx.MONTHS, thing=lx.THINGS, person=lx.PEOPLE, adj=lx.ADJECTIVES,
    verb=lx.VERBS, past=lx.PAST, time=lx.TIMES, topic=lx.TOPICS, adverb=lx.ADVERBS, where=lx.WHERE,
)


def number(rng):
    return lx.cardinal(rng.choice([rng.randint(2, 20), rng.randint(10, 99), rng.randint(100, 999), rng.randint(1, 90) * 100]))


def clock(rng):
    hour, minutes = lx.cardinal(rng.randint(1, 12)), rng.choice([0, 5, 10, 15, 20, 30, 40, 45, 50])
    return f"{hour} o'clock" if minutes == 0 else f'{hour} ' + ('oh five' if minutes == 5 else lx.cardinal(minutes))


COMPUTED = dict(
    number=number, clock=clock, small=lambda rng: lx.cardinal(rng.randint(2, 12)), digit=lambda rng: lx.ONES[rng.randint(1, 9)],
    year=lambda rng: lx.year(rng.randint(1800, 2039)),
    date=lambda rng: f'{rng.choice(lx.MONTHS)} {lx.ordinal(rng.randint(1, 31))}',
)


class Slots:
    """Fills the slots of a pattern: a mapping for `str.format_map`."""

    def __init__(self, rng):
        self.rng = rng

    def __getitem__(self, slot):
        return COMPUTED[slot](self.rng) if slot in COMPUTED else self.rng.choice(CHOICES[slot])


def sentences(rng):
    """An endless stream of sentences; a fifth of them hold a number, a date or a time of day."""
    while True:
        pattern = rng.choice(NUMERIC if rng.random() < .2 else PATTERNS)
        yield pattern.format_map(Slots(rng))

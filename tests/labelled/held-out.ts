/**
 * Held out: written and labelled by the rules of the other files here, before its author had read any rule of the code, and
 * never used to correct one. A rule that fails here is left as it is, or the sentence is moved to the set it is then tuned
 * on. Feeling, question, task and names of each sentence; then private words; then numbers.
 */
export const heldOutSentences: readonly {
  text: string;
  feeling: '+' | '-' | '0';
  q?: true;
  a?: true;
  p?: readonly string[];
  l?: readonly string[];
  o?: readonly string[];
}[] = [
  { text: 'So tell me, when did you first notice the smell', feeling: '0', q: true },
  { text: 'I noticed it the morning after the flood.', feeling: '0' },
  { text: 'And you called the fire brigade straight away?', feeling: '0', q: true },
  { text: 'My husband did, and they were here within ten minutes.', feeling: '0' },
  { text: 'They were absolutely brilliant, every single one of them.', feeling: '+' },
  { text: 'We lost nearly everything on the ground floor.', feeling: '-' },
  { text: 'Who was living upstairs at that time', feeling: '0', q: true },
  { text: 'An old lady called Margaret Finch and her cat.', feeling: '0', p: ['Margaret Finch'] },
  { text: 'She passed away last winter, and I still miss her.', feeling: '-' },
  { text: 'The insurance people treated us like criminals.', feeling: '-' },
  { text: 'It took them eleven months to pay a penny.', feeling: '-' },
  { text: 'Okay, moving on to the second item on the agenda.', feeling: '0' },
  { text: 'Do we have a budget for that', feeling: '0', q: true },
  { text: 'Not yet, Priya needs to ask the finance team.', feeling: '0', a: true, p: ['Priya'] },
  { text: 'Last year we spent most of it in Lisbon.', feeling: '0', l: ['Lisbon'] },
  { text: 'Somebody has to ring Siemens before noon.', feeling: '0', a: true, o: ['Siemens'] },
  { text: "I'll do it.", feeling: '0', a: true },
  { text: 'Could you also send round the minutes?', feeling: '0', q: true, a: true },
  { text: 'What a mess this has become.', feeling: '-' },
  { text: 'Honestly, I could not be happier with the result.', feeling: '+' },
  { text: 'The children from the choir in Cardiff sang like angels.', feeling: '+', l: ['Cardiff'] },
  { text: 'Where exactly in Wales is that', feeling: '0', q: true, l: ['Wales'] },
  { text: 'It is about an hour west of Bristol.', feeling: '0', l: ['Bristol'] },
  { text: 'Nobody told us the bridge was closed.', feeling: '-' },
  { text: 'People say you get used to the noise, but you never do.', feeling: '-' },
  { text: 'The machine washes, dries and folds.', feeling: '0' },
  { text: 'You press this button and then you wait.', feeling: '0' },
  { text: 'Why would anybody want to live there', feeling: '-', q: true },
  { text: 'I gave up smoking and I feel fantastic.', feeling: '+' },
  { text: 'It hurts when I bend my knee.', feeling: '-' },
  { text: 'How long has it been like that', feeling: '0', q: true },
  { text: 'Since about the middle of August.', feeling: '0' },
  { text: 'Please take these twice a day with food.', feeling: '0', a: true },
  { text: 'Doctor Okafor says it is nothing serious, thank goodness.', feeling: '+', p: ['Okafor'] },
  { text: 'The University of Leeds offered her a place.', feeling: '+', o: ['University of Leeds'] },
  { text: 'She turned it down because of the rent.', feeling: '0' },
  { text: 'My brother Kwame drives for Deutsche Bahn.', feeling: '0', p: ['Kwame'], o: ['Deutsche Bahn'] },
  { text: 'He loves it, apart from the nights.', feeling: '+' },
  { text: 'Was that before or after the strike', feeling: '0', q: true },
  { text: 'We should really paint the fence one day.', feeling: '0' },
  { text: 'You had one job, and you even managed to ruin that.', feeling: '-' },
  { text: 'I doubt that anyone will read it.', feeling: '-' },
  { text: 'The view from the tower takes your breath away.', feeling: '+' },
  { text: 'There are forty chairs in the hall.', feeling: '0' },
  { text: 'Anything else before we close', feeling: '0', q: true },
  { text: 'No, that was very useful, thanks a lot.', feeling: '+' },
];

type Kind = 'name' | 'email' | 'phone' | 'card' | 'address' | 'date';

export const heldOutPrivate: readonly { text: string; found: readonly (readonly [Kind, string])[] }[] = [
  { text: 'This is Hannah Brandt speaking, good afternoon.', found: [['name', 'Hannah Brandt']] },
  { text: 'You can reach my assistant at 0171 555 0199.', found: [['phone', '0171 555 0199']] },
  { text: 'The patient was admitted on the 12th of February 2024.', found: [['date', '12th of February 2024']] },
  { text: 'Please mail it to h.brandt@clinic.example.', found: [['email', 'h.brandt@clinic.example']] },
  { text: 'He lives at 7 Rosemary Lane, just behind the church.', found: [['address', '7 Rosemary Lane']] },
  { text: 'I paid with 5555 5555 5555 4444.', found: [['card', '5555 5555 5555 4444']] },
  { text: 'We counted 5555 cars in 24 hours.', found: [] },
  { text: 'The invoice number is 20240012.', found: [] },
  { text: 'Kwame told me about it in the car.', found: [['name', 'Kwame']] },
  { text: 'my address is kwame at post dot example', found: [['email', 'kwame at post dot example']] },
  {
    text: 'Ring me on oh seven seven double oh nine hundred one two three.',
    found: [['phone', 'oh seven seven double oh nine hundred one two three']],
  },
  { text: 'I was born on 3 July 1971.', found: [['date', '3 July 1971']] },
  { text: 'We moved to 221B Baker Street in the spring.', found: [['address', '221B Baker Street']] },
  { text: 'There was snow in May, nobody could believe it.', found: [] },
  { text: 'The temperature rose to 38.5 degrees.', found: [] },
  {
    text: 'Mrs Olufsen signed the form on 04/11/2023.',
    found: [
      ['name', 'Olufsen'],
      ['date', '04/11/2023'],
    ],
  },
  {
    text: 'Grace and Will are coming later.',
    found: [
      ['name', 'Grace'],
      ['name', 'Will'],
    ],
  },
  { text: 'The office number is +49 30 901820.', found: [['phone', '+49 30 901820']] },
  {
    text: 'Card number four one one one, one one one one, one one one one, one one one one.',
    found: [['card', 'four one one one, one one one one, one one one one, one one one one']],
  },
  { text: 'She works on the third floor.', found: [] },
  {
    text: 'I will see Doctor Anand on September 9th, 2025.',
    found: [
      ['name', 'Anand'],
      ['date', 'September 9th, 2025'],
    ],
  },
  { text: 'Deliver it to fifteen Harbour Road by noon.', found: [['address', 'fifteen Harbour Road']] },
  { text: 'The film made 300 million dollars.', found: [] },
  {
    text: 'Send a copy to press@museum.example and to Ines.',
    found: [
      ['email', 'press@museum.example'],
      ['name', 'Ines'],
    ],
  },
];

export const heldOutNumbers: readonly (readonly [said: string, written: string])[] = [
  ['We waited for thirty seven minutes.', 'We waited for 37 minutes.'],
  ['She has two brothers.', 'She has two brothers.'],
  ['The hall seats six hundred and forty people.', 'The hall seats 640 people.'],
  ['It cost eighteen thousand pounds.', 'It cost £18,000.'],
  ['About sixty per cent voted.', 'About 60% voted.'],
  ['He was elected in nineteen ninety seven.', 'He was elected in 1997.'],
  ['We open at half past nine.', 'We open at half past nine.'],
  ['The ticket is four euros fifty.', 'The ticket is €4.50.'],
  ['It happened on the twenty first of june.', 'It happened on the 21st of June.'],
  ['One of them was mine.', 'One of them was mine.'],
  ['The lake is three point eight kilometres long.', 'The lake is 3.8 kilometres long.'],
  ['They sold a quarter of a million copies.', 'They sold a quarter of a million copies.'],
  ['There are ninety nine steps.', 'There are 99 steps.'],
  ['The train leaves at seven forty five p.m.', 'The train leaves at 7:45 p.m.'],
  ['In twenty twenty two everything changed.', 'In 2022 everything changed.'],
  ['He came in second.', 'He came in second.'],
  ['The company employs twelve thousand five hundred people.', 'The company employs 12,500 people.'],
  ['We need at least fifty.', 'We need at least 50.'],
  ['It is twenty degrees below zero.', 'It is 20 degrees below zero.'],
  ['The nineteen sixties were different.', 'The 1960s were different.'],
  ['I have told you a hundred times.', 'I have told you 100 times.'],
  ['For one thing, I like it.', 'For one thing, I like it.'],
  ['The loan is two hundred dollars a month.', 'The loan is $200 a month.'],
  ['Chapter eleven is the shortest.', 'Chapter 11 is the shortest.'],
];

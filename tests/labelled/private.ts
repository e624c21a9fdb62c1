/**
 * Spoken and written sentences with what a person may not want to give away, labelled by hand.
 *
 * `found` are the stretches as they stand, with their kind. A name is what names a person; first names count, titles and
 * public figures alike (a tool cannot know who is public). Dates are days of a calendar, not weekdays, months or years by
 * themselves. An address needs a street with a number, or a postcode; a town alone is no address. Card numbers must pass
 * Luhn. Numbers that look alike (order numbers, measures, years) are left unlabelled on purpose.
 */
type Private = {
  text: string;
  found: readonly (readonly ['name' | 'email' | 'phone' | 'card' | 'address' | 'date', string])[];
};

export const privateSentences: readonly Private[] = [
  { text: 'My name is Sarah Connor and I am the new nurse.', found: [['name', 'Sarah Connor']] },
  { text: 'You can write to anna.schmidt@example.org any time.', found: [['email', 'anna.schmidt@example.org']] },
  { text: 'Call me on 555-012-3456 after six.', found: [['phone', '555-012-3456']] },
  { text: 'The card is 4111 1111 1111 1111, valid until next year.', found: [['card', '4111 1111 1111 1111']] },
  { text: 'We live at 42 Maple Street in Springfield.', found: [['address', '42 Maple Street']] },
  { text: 'She was born on March 3rd, 1985.', found: [['date', 'March 3rd, 1985']] },
  { text: 'Ask David Miller for the keys.', found: [['name', 'David Miller']] },
  { text: 'It is j underscore doe at example dot com.', found: [['email', 'j underscore doe at example dot com']] },
  {
    text: 'My number is five five five oh one two three four five six.',
    found: [['phone', 'five five five oh one two three four five six']],
  },
  { text: 'The appointment is on the fourth of July 2023.', found: [['date', 'fourth of July 2023']] },
  { text: 'Reach us at +44 20 7946 0958 during the week.', found: [['phone', '+44 20 7946 0958']] },
  { text: 'Send it to twelve Baker Street please.', found: [['address', 'twelve Baker Street']] },
  {
    text: 'Dr. Patel signed the form on 2021-11-05.',
    found: [
      ['name', 'Patel'],
      ['date', '2021-11-05'],
    ],
  },
  {
    text: 'Emma and Lucas were both there.',
    found: [
      ['name', 'Emma'],
      ['name', 'Lucas'],
    ],
  },
  { text: 'He paid with 5500 0000 0000 0004 at the desk.', found: [['card', '5500 0000 0000 0004']] },
  { text: 'The mail goes to support@shop.example.co.uk first.', found: [['email', 'support@shop.example.co.uk']] },
  { text: 'I moved to 7 Old Mill Road last autumn.', found: [['address', '7 Old Mill Road']] },
  { text: 'Then Michael called his lawyer.', found: [['name', 'Michael']] },
  { text: 'The accident happened on 12/03/2019 in the morning.', found: [['date', '12/03/2019']] },
  { text: 'Our zip code is CA 90210.', found: [['address', 'CA 90210']] },
  { text: 'Her phone is (212) 555-0187.', found: [['phone', '(212) 555-0187']] },
  { text: 'Contact maria at example dot org for a copy.', found: [['email', 'maria at example dot org']] },
  { text: 'Mrs. Thompson lives next door.', found: [['name', 'Thompson']] },
  { text: 'They married on June 21 and left.', found: [['date', 'June 21']] },
  {
    text: 'The parcel went to 221B Baker Street, London NW1 6XE.',
    found: [
      ['address', '221B Baker Street'],
      ['address', 'NW1 6XE'],
    ],
  },
  {
    text: 'Please call Jennifer Brown on 020 7946 0111.',
    found: [
      ['name', 'Jennifer Brown'],
      ['phone', '020 7946 0111'],
    ],
  },
  { text: 'His birthday is the twelfth of October.', found: [['date', 'twelfth of October']] },
  {
    text: 'The number is 07700 900123, ask for Kevin.',
    found: [
      ['phone', '07700 900123'],
      ['name', 'Kevin'],
    ],
  },
  { text: 'Olga Petrova wrote to me again.', found: [['name', 'Olga Petrova']] },
  { text: 'Use test+news@mail.example.com for the list.', found: [['email', 'test+news@mail.example.com']] },
  { text: 'It was on November twenty second 2020.', found: [['date', 'November twenty second 2020']] },
  { text: 'We bought the house at 1600 Pennsylvania Avenue.', found: [['address', '1600 Pennsylvania Avenue']] },
  { text: 'The patient, Robert Young, was discharged.', found: [['name', 'Robert Young']] },
  {
    text: 'Dial one eight hundred five five five zero one nine nine.',
    found: [['phone', 'one eight hundred five five five zero one nine nine']],
  },
  {
    text: 'I spoke with Carlos about the flat at 9 Harbour Lane.',
    found: [
      ['name', 'Carlos'],
      ['address', '9 Harbour Lane'],
    ],
  },
  { text: 'The contract ends on 31 December 2024.', found: [['date', '31 December 2024']] },
  { text: 'My card number is 3782 822463 10005.', found: [['card', '3782 822463 10005']] },
  { text: 'Julia Roberts is not my neighbour.', found: [['name', 'Julia Roberts']] },
  { text: 'Her surgeon was Doctor Nguyen.', found: [['name', 'Nguyen']] },
  { text: 'You find us at 15 Rose Court, second floor.', found: [['address', '15 Rose Court']] },

  { text: 'The order number is 4111 1111 1111 1112.', found: [] },
  { text: 'We had about three hundred visitors.', found: [] },
  { text: 'The river is 1200 kilometres long.', found: [] },
  { text: 'In nineteen eighty four everything changed.', found: [] },
  { text: 'On Monday we start at nine thirty.', found: [] },
  { text: 'It costs 49.99 a month.', found: [] },
  { text: 'The street was empty at night.', found: [] },
  { text: 'May I ask a question?', found: [] },
  { text: 'He looked at the dot on the map.', found: [] },
  { text: 'Turn left, then the second right.', found: [] },
  { text: 'Version 3.2.1 fixed the problem.', found: [] },
  { text: 'There were two, three, maybe four of them.', found: [] },
  { text: 'The march was in the spring.', found: [] },
  { text: 'One two three, testing the microphone.', found: [] },
  { text: 'The temperature fell to minus 12 degrees.', found: [] },
  { text: 'Chapter 12 has 30 pages.', found: [] },
  { text: 'The road was closed for repairs.', found: [] },
  { text: 'Honestly, the bill was a surprise.', found: [] },
  { text: 'We scored 10, 20 and 30 points.', found: [] },
  { text: 'They sold 25,000,000 copies in 2010.', found: [] },
  { text: 'The rose in the garden is white.', found: [] },
  { text: 'A drive of five minutes is no problem.', found: [] },
];

import { withNamesMarked } from './spoken-text.ts';

/** Words that lead into a sentence and say nothing of its kind. */
const leads =
  /^(?:(?:so|and|but|well|okay|ok|now|um|uh|er|yeah|yes|no|oh|hey|hi|right|then|also|anyway|alright|actually|sorry|wait|because|or|look|listen|like|hm+|just to check|quick question|first),?\s+|§,\s+)+/u;

const pronoun =
  '(?:i|you|he|she|it|we|they|this|that|these|those|there|the|a|an|any|my|your|his|her|its|our|their|anyone|anybody|everyone|everybody|someone|somebody|people|all|some|both|either)';
const auxiliary =
  "(?:is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|should|shall|may|might|must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't|hadn't|can't|couldn't|won't|wouldn't|shouldn't)";
const question = '(?:what|where|when|why|how|who|whom|whose)';

const inverted = new RegExp(`^${auxiliary}\\s+(?:${pronoun}\\b|§)`, 'u');
/** "Do bees sleep": an auxiliary before a plural. */
const invertedPlural = /^(?:do|did|are|were|can|could|would|will)\s+(?!this\b)\p{L}{2,}[^s\s]s\s+\p{L}+/u;
/** "Do the math", "Have a look": orders that begin like a question. */
const orders = /^(?:do (?:the|this|that|it|your)|have (?:a|the|some|your|this|that))\b/u;
const wh = new RegExp(`^${question}(?:'s|'re|'d|'ll|\\s+(?:on earth\\s+)?${auxiliary})\\b`, 'u');
/** "What happened", "who told you": the question word is the subject. */
const whSubject =
  /^(?:what (?:happen|ma[dk]e|cause|change|went|goes|brought|drove|le[da]d?|inspire|surprise|come|came|matter|work|helped|help)(?:s|d|ed)?|who (?!knows|cares|is it that)\p{L}+)\b/u;
const amount = new RegExp(`^how (?:many|much|long|often|far|old|big|soon)\\s+(?!${pronoun}\\b)`, 'u');
const whNoun = /^(?:how|what|which|whose)\s+\p{L}+/u;
/** "What I mean is", "when we got there", "how it works is": no question. */
const clause = new RegExp(
  `^${question}(?:ever)?\\s+(?:i|you|he|she|it|we|they|this|that|the|a|an|my|our|your|their)\\b`,
  'iu',
);
const fixed =
  /^(?:how (?:about|come)|what (?:about|if)|why not|how so|what for|which one|any (?:questions|ideas|thoughts|idea|luck|news)|ready|really|sound good)\b/u;
const tag =
  /,\s*(?:right|no|yeah|okay|ok|correct|huh|eh|isn't (?:it|that right)|aren't (?:they|you)|don't you(?: think)?|doesn't it|didn't you|wasn't it|won't you|can't we|can we|shall we|is it|are we|did you|do you|will you|haven't you|would you)[.?!]*$/u;

const asksInside = new RegExp(`\\b${auxiliary}\\s+(?:${pronoun}\\b|§)`, 'u');
/** Longer ones are mostly clauses of something else. */
const mostWordsAsSubject = 9;

const asksBySubject = (text: string): boolean => whSubject.test(text) && text.split(' ').length <= mostWordsAsSubject;

/**
 * Whether a sentence asks. Recognisers often leave the mark out, so word order counts too: an auxiliary before its
 * subject, a question word before an auxiliary, a question tag. English only; elsewhere the mark decides.
 */
export const isQuestion = (sentence: string, isEnglish: boolean): boolean => {
  const text = sentence.trim();
  if (/[?？]["'”’)\]]*$/u.test(text)) return true;
  if (!isEnglish) return false;
  const core = withNamesMarked(text).replace(leads, '');
  if (tag.test(core) || fixed.test(core)) return true;
  if (inverted.test(core) || invertedPlural.test(core)) return !orders.test(core);
  if (wh.test(core) || amount.test(core)) return true;
  if (clause.test(core)) return false;
  return (
    asksBySubject(core) || (whNoun.test(core) && !/^which (?:is|was|are|means)\b/u.test(core) && asksInside.test(core))
  );
};

import { withNamesMarked } from './spoken-text.ts';

/** Verbs of speaking, thinking and being: nobody has a task after "I will say". */
const idle =
  '(?:be|say|see|tell you|think|guess|admit|know|have to say|assume|argue|mention|note|add that|start by|begin by|stop there|stay|remember|never|always|probably|still|love|like|hate|feel|want|need to say|get better|happen|work out|take (?:a while|some time|time)|happily|miss|agree|understand|wait and see|give you an example|show you|explain|talk about|leave it|do my best|forget|not)';
const adverbs = '(?:(?:also|then|just|definitely|quickly|both|all|now|really|first|either|please|personally)\\s+)*';
const person = '(?:i|we|you|he|she|they|somebody|someone|one of (?:us|you))';
const must =
  "(?:need to|needs to|have to|has to|must|should|ought to|had better|'d better|is going to|are going to|is supposed to|gotta)";
/** "Have it ready" is work, "have a brother" is none. */
const idleHave =
  'have\\b(?!(?:\\s+\\p{L}+){1,4}\\s+(?:ready|done|finished|fixed|sorted|printed|checked|delivered|sent)\\b)';
const task = `${adverbs}(?!${idle}\\b|${idleHave})\\p{L}+`;
const name = '§(?: §)?';
const verbs =
  '(?:send|email|call|book|schedule|write|draft|prepare|update|check|review|fix|order|file|submit|follow up|set up|ping|invite|print|share|add|move|remove|cancel|confirm|finish|bring|ask|get|test|ship|put|meet|pick|create|split|plan|try|make sure|contact|clean|buy|read|sign|record|edit|ring|phone|chase|hand|leave|drop|take|come|collect|upload|replace|order|return|keep)';

const promise = new RegExp(
  `\\b(?:i|we)(?:'ll| will| am going to|'m going to| are going to|'re going to| shall| promise to| agree to)\\s+${task}`,
  'iu',
);
const duty = new RegExp(`\\b${person}\\s+(?:(?:still|also|really|now|both|all)\\s+)?${must}\\s+${task}`, 'u');
const assignment = new RegExp(`(?:^|[,;]\\s*|\\band\\s+|\\bthat\\s+)${name}(?:'ll| will| to| ${must})\\s+${task}`, 'u');
/** Said to somebody by name: "Tom, you will bring the figures". */
const told = new RegExp(`(?:^|\\band\\s+)${name},\\s+(?:you(?:'ll| will)|(?:can|could) you)\\s+${task}`, 'u');
/** "We agreed that Elena writes the draft." */
const agreed = new RegExp(
  `\\b(?:agree|agreed|decided|settled on it|arranged)(?:\\s+that)?\\s+${name}\\s+\\p{L}+s\\b`,
  'u',
);
const passive = /\b(?:must|needs? to|has to|have to|should|will) be \p{L}+(?:ed|en|t|ne|id)\b/u;
const request =
  /\b(?:can|could|would|will) (?:you|we|somebody|someone|one of you)\s+(?:please\s+|just\s+|also\s+|mind\s+)*(?!hear|see|imagine|believe|say|tell (?:me|us) (?:how|why|what|about|a|more)|explain|repeat|describe|remember|guess|walk (?:me|us)|give (?:me|us) an example|talk|share|do|be|have|know|think|go|learn|expect|call it)\p{L}+/u;
const lead = "(?:(?:so|and|okay|ok|then|also|right|please|let's)\\s+|§,\\s+)*";
const object =
  '(?:the|a|an|me|us|him|her|them|it|up|back|with|all|your|our|my|everyone|that|this|these|those|from|\\p{L}+ing|numbers|§)';
const order = new RegExp(`(?:^|§,\\s+)${lead}${verbs}\\s+${object}\\b`, 'u');
const reminder =
  /^(?:(?:so|and|okay|ok|then|also|right),?\s+)*(?:please\s+(?!note|bear|welcome|join me|give|help yourself)\p{L}+|(?:don't|do not) forget to|remember to|make sure|be sure to)\b/u;
const label = /\b(?:action items?|to-?do|next steps?|takeaway for|deadline for|homework)\b\s*(?:is|are|for|:|,|on)/u;
const deadline =
  /\b(?:by|before|until|due|no later than|on|this|next)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|noon|end of|the end of|next week|the weekend|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|the \p{L}+(?:th|st|nd|rd)\b|\d|week|month|our next|the next)|\b(?:tomorrow|tonight|asap|as soon as possible|right after this|first thing)\b/u;
const vague =
  /\b(?:one day|someday|in general|as humans|as a society|as a species|if (?:i|we|you|they) (?:need|have|want|had)|used to|would have|should have|could have|back then|when i was|always|every (?:day|year|week|night|morning|summer|winter))/u;
/** "You have to water tomatoes": a truth for everybody, unless it has a date. */
const general = new RegExp(`\\b(?:you|they|he|she)\\s+(?:need to|have to|must|has to|needs to)\\b`, 'u');

/**
 * Whether a sentence gives somebody something to do: a promise, a duty, a request, an order or an assignment by name. Rules
 * rather than a model, since the labelled set is small and a rule can be read. English only.
 */
export const isAction = (sentence: string): boolean => {
  const text = withNamesMarked(sentence);
  const isDated = deadline.test(text);
  if (vague.test(text) && !isDated) return false;
  if ([label, order, reminder, request, promise, assignment, told, agreed].some((pattern) => pattern.test(text)))
    return true;
  if (isDated && passive.test(text)) return true;
  return duty.test(text) && (isDated || !general.test(text));
};

import winkNLP, { type WinkMethods } from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

/** English tokens with stems and parts of speech. A chunk of its own: 3.5 MB, loaded when first needed. */
export const wink: WinkMethods = winkNLP(model);

import nlp from 'compromise';

/** Names of people, places and organisations. A chunk of its own, loaded when first needed. */
export { nlp };

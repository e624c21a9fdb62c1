import nspell from 'nspell';
import aff from 'dictionary-en/index.aff?raw';
import dic from 'dictionary-en/index.dic?raw';

/** A chunk of its own, for it holds the word list. */
export const dictionary = () => nspell(aff, dic);

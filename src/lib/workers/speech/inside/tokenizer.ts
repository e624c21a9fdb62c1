import type { Json } from './whisper-model.ts';

/** Text of some tokens; incomplete UTF-8 comes out as U+FFFD. */
export type Decode = (tokens: readonly number[]) => string;

export type Tokenizer = { decode: Decode; encode(text: string): number[] };

/** The library's tokenizer over files we read ourselves: it never looks for any. */
export const loadTokenizer = async (tokenizer: Json, config: Json): Promise<Tokenizer> => {
  const { WhisperTokenizer } = await import('@huggingface/transformers');
  const library = new WhisperTokenizer(tokenizer as object, config as object);
  const decode: Decode = (tokens) =>
    tokens.length === 0
      ? ''
      : library.decode([...tokens], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  return { decode, encode: (text) => library.encode(text, { add_special_tokens: false }) };
};

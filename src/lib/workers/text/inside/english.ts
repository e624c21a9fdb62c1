import type { ItsHelpers, WinkMethods } from 'wink-nlp';

/** A token as the analyses see it. `start` and `end` are UTF-16 offsets into the text that was read. */
export type Term = {
  text: string;
  stem: string;
  lower: string;
  pos: string;
  isStop: boolean;
  start: number;
  end: number;
};

export type English = { terms(text: string): Term[] };

/** Fillers and greetings that carry no subject, beside the stop words of the model. */
const spoken = new Set(
  (
    'um uh uhm erm hmm mhm yeah yep yes no okay ok oh ah well like just really actually basically literally kind sort ' +
    'thing things stuff lot lots bit guy guys way got get gets getting go goes going went know think mean guess say ' +
    'said says tell told want wanted right maybe probably thanks thank hello hi welcome please gonna wanna let lets ' +
    'one two three four five six seven eight nine ten first second today everybody everyone anybody something ' +
    'anything nothing somebody people good great nice make made makes come came take took put look looking see'
  ).split(' '),
);

const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Reads English with wink-nlp: tokens, Porter stems, parts of speech, stop words. */
export const englishOf = (wink: WinkMethods): English => {
  const its: ItsHelpers = wink.its;
  const terms = (text: string): Term[] => {
    const tokens = wink.readDoc(text).tokens();
    // Its types want one kind of helper for all; each gives a row of its own kind.
    const out = <T>(helper: unknown) => tokens.out(helper as never) as unknown as T[];
    const [values, stems, poses] = [out<string>(its.value), out<string>(its.stem), out<string>(its.pos)];
    const [stops, spaces] = [out<boolean>(its.stopWordFlag), out<string>(its.precedingSpaces)];
    let at = 0;
    return values.map((value, index) => {
      const start = at + spaces[index]!.length;
      at = start + value.length;
      const lower = value.toLowerCase();
      const isStop = stops[index]! || spoken.has(lower) || !isWord(value);
      return { text: value, stem: stems[index]!, lower, pos: poses[index]!, isStop, start, end: at };
    });
  };
  return { terms };
};

let loading: Promise<English> | undefined;

export const loadEnglish = (): Promise<English> =>
  (loading ??= import('./text-wink.ts').then(({ wink }) => englishOf(wink)));

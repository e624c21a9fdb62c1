import type { Splice, TranscriptEdit } from './transcript-edit.ts';

const stepsOf = (edit: TranscriptEdit): readonly TranscriptEdit[] =>
  edit.kind === 'batch' ? edit.edits.flatMap(stepsOf) : [edit];

/** One splice that does what two do, one after the other; null where neither covers the paragraphs of the other. */
const joined = (first: Splice, second: Splice): Splice | null => {
  const made = first.at + first.paragraphs.length;
  const until = second.at + second.remove;
  const parts = first.parts || second.parts ? { ...first.parts, ...second.parts } : null;
  if (second.at <= first.at && until >= made) {
    const grown = first.paragraphs.length - first.remove;
    return grown === 0 && !first.parts ? second : { ...second, remove: second.remove - grown, parts };
  }
  if (second.at < first.at || until > made) return null;
  const paragraphs = first.paragraphs.toSpliced(second.at - first.at, second.remove, ...second.paragraphs);
  return { ...first, paragraphs, parts };
};

/**
 * One edit that does `first` and then `second`. What typing in one paragraph is taken back with stays one splice, however
 * many letters there were: the very same where `second` does it all.
 */
export const compose = (first: TranscriptEdit, second: TranscriptEdit): TranscriptEdit => {
  const edits: TranscriptEdit[] = [];
  for (const edit of [...stepsOf(first), ...stepsOf(second)]) {
    const last = edits.at(-1);
    const both = last?.kind === 'splice' && edit.kind === 'splice' ? joined(last, edit) : null;
    if (both) edits[edits.length - 1] = both;
    else edits.push(edit);
  }
  return edits.length === 1 ? edits[0]! : { kind: 'batch', edits };
};

import { type Area, canEdit, type Entry } from './area.ts';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Who speaks: the menu, and the first nine by their number. */
export const speaking: Area = ({ page, chooseSpeaker }) => {
  const { session, view } = page;
  const when = canEdit(page);
  const speakerAt = (number: number) => session.transcript?.speakers[number - 1];
  const assign = (number: (typeof numbers)[number]): Entry => ({
    id: `editor.speaker${number}`,
    keys: `Ctrl+${number}`,
    inText: true,
    when: () => when() && speakerAt(number) !== undefined,
    run: () => {
      const [paragraph, speaker] = [view.activeParagraph, speakerAt(number)];
      if (paragraph && speaker)
        session.apply({ kind: 'set-speaker', paragraph, speaker: speaker.id, scope: 'paragraph' });
    },
  });
  return [{ id: 'editor.speaker', inText: true, when, run: chooseSpeaker }, ...numbers.map(assign)];
};

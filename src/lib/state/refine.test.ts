import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import type { RefineChange } from '$lib/domain/refine.ts';
import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';
import { RefineView, type RuleHome } from './refine.svelte.ts';

const changeOf = (start: number, before: string, after: string, isSure: boolean): RefineChange => ({
  ...{ kind: 'replace', paragraph: 'p0', start, end: start + before.length, before, after, isSure },
});

const open = () => {
  const rules: Record<RuleHome, string> = { recording: 'eco, Echo', everywhere: 'eco, other\nzoe, Zoë' };
  const edits: TranscriptEdit[] = [];
  const asked: unknown[] = [];
  const session = {
    transcript: transcriptOf(['um i think teh end']) as Transcript,
    apply(edit: TranscriptEdit) {
      edits.push(edit);
      session.transcript = applyEdit(session.transcript, edit).transcript;
      return true;
    },
  };
  const view = new RefineView(
    {
      refine: async (_transcript, request) => {
        asked.push(request);
        return [changeOf(0, 'um i', 'I', true), changeOf(11, 'teh', 'the', false)];
      },
    },
    session as unknown as EditorSession,
    {
      read: (home) => rules[home],
      write: async (home, text) => void (rules[home] = text),
      machine: async () => undefined,
    },
  );
  return { view, session, edits, asked, rules };
};

describe('RefineView', () => {
  it('changes nothing by looking, and takes what is sure or chosen as one edit', async () => {
    const { view, session, edits } = open();
    await view.preview('punctuation');
    expect(edits).toEqual([]);
    expect(view.chosen).toHaveLength(1);
    view.chooseText(1, 'ten');
    expect(view.apply()).toBe(2);
    expect(edits).toHaveLength(1);
    expect(paragraphText(session.transcript.paragraphs[0])).toBe('I think ten end');
    expect(view.shown).toBeNull();
  });

  it('asks with the rules of the recording before those of all', async () => {
    const { view, asked } = open();
    await view.preview('replacements');
    expect(asked).toEqual([
      {
        step: 'replacements',
        rules: [
          { heard: 'eco', written: 'Echo' },
          { heard: 'zoe', written: 'Zoë' },
        ],
      },
    ]);
  });

  it('uses what was written a moment ago, before the database tells of it', async () => {
    const { view, asked, rules } = open();
    Object.defineProperty(rules, 'recording', { get: () => 'eco, Echo', set: () => {} });
    void view.setRuleText('recording', 'eco, new');
    await view.preview('replacements');
    expect(asked).toMatchObject([{ rules: [{ heard: 'eco', written: 'new' }, { heard: 'zoe' }] }]);
  });

  it('puts the rules of a file behind those there are', async () => {
    const { view, rules } = open();
    expect(await view.importRules('recording', new File(['a: b\nc: d'], 'words.yaml'))).toBe(2);
    expect(rules.recording).toBe('eco, Echo\na, b\nc, d');
  });
});

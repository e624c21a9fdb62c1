import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import type { Finding } from '$lib/domain/private.ts';
import { applyEdit, type TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';
import { RedactionView } from './redaction.svelte.ts';

const place = { paragraph: 'p0', firstWord: 'p0-3', lastWord: 'p0-4', start: 1.5, end: 2.25 };
const findings: Finding[] = [
  { kind: 'name', text: 'Ada Quartz', words: ['p0-3', 'p0-4'], place, isSure: true },
  { kind: 'date', text: 'May 3', words: ['p0-6', 'p0-7'], place, isSure: true },
];

/** A word no dictionary knows. */
const offered: Finding = { kind: 'name', text: 'since', words: ['p0-5'], place, isSure: false };

const open = (found: readonly Finding[] = findings) => {
  const rendered: unknown[] = [];
  const session = {
    recordingId: 'r',
    transcript: transcriptOf(['My name is Ada Quartz since May 3.']) as Transcript,
    flush: async () => {},
    apply(edit: TranscriptEdit) {
      session.transcript = applyEdit(session.transcript, edit).transcript;
      return true;
    },
  };
  const file = { fileName: 'a.wav', blob: new Blob() };
  const view = new RedactionView(
    {
      redactions: {
        find: async () => found,
        check: async (_transcript, given) => (expect(given).toBe(file), { leaks: [], wordsHeard: 7 }),
      },
      sound: { export: async (_id, choice) => (rendered.push(choice), file) },
    },
    session as unknown as EditorSession,
  );
  return { view, session, rendered };
};

describe('RedactionView', () => {
  it('redacts what is left ticked, once, and can take it back', async () => {
    const { view, session } = open();
    expect(view.findings).toBeNull();
    await view.find([]);
    view.choose(findings[1], false);
    expect(view.redactChosen()).toBe(1);
    expect(session.transcript.redactions).toMatchObject([{ kind: 'name', words: ['p0-3', 'p0-4'] }]);
    view.restore(session.transcript.redactions![0]);
    expect(session.transcript.redactions).toEqual([]);
  });

  it('redacts what is only offered where it is ticked, and not before', async () => {
    const { view, session } = open([...findings, offered]);
    await view.find([]);
    expect(view.chosen).toEqual(findings);
    view.choose(offered, true);
    view.choose(findings[0], false);
    view.choose(findings[1], false);
    expect(view.redactChosen()).toBe(1);
    expect(session.transcript.redactions).toMatchObject([{ words: ['p0-5'] }]);
  });

  it('listens to the file that is downloaded, made once', async () => {
    const { view, rendered } = open();
    await view.find([]);
    view.redactChosen();
    await view.check('wav', 'silence');
    expect(view.result).toEqual({ leaks: [], wordsHeard: 7 });
    expect(await view.render('wav', 'silence')).toMatchObject({ fileName: 'a.wav' });
    expect(rendered).toMatchObject([{ format: 'wav', span: null, instead: 'silence' }]);
    expect(view.work).toEqual({ kind: 'idle' });
  });
});

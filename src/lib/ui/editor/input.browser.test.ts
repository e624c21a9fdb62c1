import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionOn } from '../../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { EditorView } from '$lib/state/editor-view.svelte.ts';
import type { EditorSession } from '$lib/state/editor.svelte.ts';
import type { Playback } from '$lib/state/playback.svelte.ts';
import { Column } from './column.ts';
import { ColumnInput } from './input.ts';

const start = sampleTranscript({
  paragraphs: [
    { ...sampleParagraph('p', ['Good', 'morning', 'all'], 0), speaker: 's1' },
    sampleParagraph('q', ['Thank', 'you'], 10),
  ],
});

describe('Enter and Backspace in the text', () => {
  let session: EditorSession;
  let column: Column;
  let list: HTMLElement;

  /** Draws the paragraphs there are, as the page does. */
  const draw = () => {
    list.replaceChildren(
      ...session.transcript!.paragraphs.map((paragraph) => {
        const element = document.createElement('p');
        element.dataset['text'] = paragraph.id;
        element.contentEditable = 'plaintext-only';
        element.tabIndex = 0;
        column.add(paragraph.id, element);
        return element;
      }),
    );
    for (const paragraph of session.transcript!.paragraphs) column.draw(paragraph);
  };

  /** What a browser does when a key is pressed with the caret at an offset; whether it may go on with its own. */
  const press = (
    id: string,
    offset: number,
    { inputType, shiftKey = false }: { inputType: string; shiftKey?: boolean },
  ) => {
    column.focus(id, offset);
    const element = column.elementOf(id)!;
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey, bubbles: true }));
    return element.dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true }));
  };
  const texts = () => session.transcript!.paragraphs.map(paragraphText);

  beforeEach(() => {
    session = sessionOn(start);
    const view = new EditorView();
    view.edit();
    list = document.createElement('div');
    document.body.append(list);
    column = new Column({ session, view, playback: {} as Playback }, document.createElement('div'), draw);
    const options = { tabPlays: () => true, typed: () => {}, leave: () => {}, chooseSpeaker: () => {} };
    const input = new ColumnInput(column, options);
    list.addEventListener('keydown', input.keydown);
    list.addEventListener('beforeinput', input.beforeInput);
    draw();
  });
  afterEach(() => {
    column.dispose();
    session.dispose();
    list.remove();
  });

  it('splits at the boundary nearest to the caret, never inside a word, and the caret goes along', async () => {
    expect(press('p', 7, { inputType: 'insertParagraph' })).toBe(false);
    await tick();
    expect(texts()).toEqual(['Good', 'morning all', 'Thank you']);
    expect(session.transcript!.paragraphs.map(({ speaker }) => speaker)).toEqual(['s1', 's1', null]);
    expect(document.activeElement).toBe(column.elementOf(session.transcript!.paragraphs[1]!.id));
    session.undo();
    expect(session.transcript!.paragraphs).toEqual(start.paragraphs);
    draw();
    press('p', 10, { inputType: 'insertLineBreak' });
    expect(texts()).toEqual(['Good morning', 'all', 'Thank you']);
  });

  it('begins an empty paragraph of the same speaker at the end', async () => {
    press('p', 16, { inputType: 'insertParagraph' });
    await tick();
    expect(texts()).toEqual(['Good morning all', '', 'Thank you']);
    expect(session.transcript!.paragraphs[1]!.speaker).toBe('s1');
  });

  it('breaks the line and not the paragraph with Shift', () => {
    expect(press('p', 4, { inputType: 'insertLineBreak', shiftKey: true })).toBe(false);
    expect(texts()).toEqual(['Good\nmorning all', 'Thank you']);
  });

  it('joins with Backspace at the start and Delete at the end, and leaves letters to the browser', async () => {
    expect(press('q', 2, { inputType: 'deleteContentBackward' })).toBe(true);
    expect(press('q', 0, { inputType: 'deleteContentBackward' })).toBe(false);
    await tick();
    expect(texts()).toEqual(['Good morning all Thank you']);
    session.undo();
    draw();
    expect(press('p', 16, { inputType: 'deleteContentForward' })).toBe(false);
    expect(texts()).toEqual(['Good morning all Thank you']);
    expect(press('p', 0, { inputType: 'insertText' })).toBe(true);
  });
});

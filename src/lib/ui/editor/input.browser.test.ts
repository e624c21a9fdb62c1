import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { sessionOn } from '../../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { EditorView } from '$lib/state/editor-view.svelte.ts';
import type { EditorSession } from '$lib/state/editor.svelte.ts';
import type { Playback } from '$lib/state/playback.svelte.ts';
import { Column } from './column.ts';
import { ColumnInput } from './input.ts';
import { turnBack } from './turn-back.ts';

const start = sampleTranscript({
  paragraphs: [
    { ...sampleParagraph('p', ['Good', 'morning', 'all'], 0), speaker: 's1' },
    sampleParagraph('q', ['Thank', 'you'], 10),
  ],
});

describe('hands in the text', () => {
  let session: EditorSession;
  let column: Column;
  let list: HTMLElement;
  let typed: number;

  /** Draws the paragraphs there are, as the page does. */
  const draw = () => {
    list.replaceChildren(
      ...session.transcript!.paragraphs.map((paragraph) => {
        const element = document.createElement('p');
        element.dataset['text'] = paragraph.id;
        element.contentEditable = 'plaintext-only';
        element.tabIndex = 0;
        element.dir = 'auto';
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
  const key = (id: string, name: string) =>
    column.elementOf(id)!.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  const caret = () => column.caret();
  const chooseSpeaker = vi.fn();
  const texts = () => session.transcript!.paragraphs.map(paragraphText);

  beforeEach(() => {
    open(start);
  });

  const open = (transcript: Transcript) => {
    session = sessionOn(transcript);
    typed = 0;
    const view = new EditorView();
    view.edit();
    list = document.createElement('div');
    document.body.append(list);
    column = new Column({ session, view, playback: {} as Playback }, document.createElement('div'), draw);
    const options = { tabPlays: () => true, typed: () => (typed += 1), leave: () => {}, chooseSpeaker };
    const input = new ColumnInput(column, options);
    list.addEventListener('keydown', input.keydown);
    list.addEventListener('beforeinput', input.beforeInput);
    list.addEventListener('input', input.input);
    list.addEventListener('compositionend', input.compositionEnd);
    draw();
  };
  const close = () => {
    column.dispose();
    session.dispose();
    list.remove();
  };
  afterEach(close);

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

  it('keeps the caret where two paragraphs met when a split is taken back', async () => {
    press('p', 4, { inputType: 'insertParagraph' });
    await tick();
    draw();
    column.focus(session.transcript!.paragraphs[1]!.id, 3);
    const undone = turnBack(session, column, 'undo');
    draw();
    await undone;
    expect(texts()).toEqual(['Good morning all', 'Thank you']);
    expect(caret()).toMatchObject({ id: 'p', start: 4, end: 4 });
  });

  it('goes along to what an undo changes in another paragraph', async () => {
    session.apply({ kind: 'set-text', paragraph: 'q', text: 'Thank you all' });
    draw();
    column.focus('p', 2);
    const undone = turnBack(session, column, 'undo');
    draw();
    await undone;
    expect(caret()).toMatchObject({ id: 'q', start: 9 });
    const redone = turnBack(session, column, 'redo');
    draw();
    await redone;
    expect(texts()[1]).toBe('Thank you all');
  });

  it('goes on behind a page that was pasted', async () => {
    column.focus('p', 5);
    const data = new DataTransfer();
    data.setData('text/plain', 'one\ntwo\nthree ');
    const paste = { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true };
    expect(column.elementOf('p')!.dispatchEvent(new InputEvent('beforeinput', paste))).toBe(false);
    draw();
    await tick();
    expect(texts()).toEqual(['Good one', 'two', 'three morning all', 'Thank you']);
    expect(caret()).toMatchObject({ id: session.transcript!.paragraphs[2]!.id, start: 5, end: 5 });
  });

  it('leads on over the edges of paragraphs the way the text is written', () => {
    column.focus('p', 0);
    expect(key('p', 'ArrowLeft')).toBe(true);
    column.focus('p', -1);
    expect(key('p', 'ArrowRight')).toBe(false);
    expect(caret()).toMatchObject({ id: 'q', start: 0 });
    expect(key('q', 'ArrowLeft')).toBe(false);
    expect(caret()).toMatchObject({ id: 'p', start: 16 });
    close();

    const arabic = [sampleParagraph('p', ['صباح', 'الخير'], 0), sampleParagraph('q', ['شكرا', 'لكم'], 10)];
    open({ ...start, paragraphs: arabic });
    column.focus('q', 0);
    expect(key('q', 'ArrowLeft')).toBe(true);
    expect(caret()).toMatchObject({ id: 'q', start: 0 });
    expect(key('q', 'ArrowRight')).toBe(false);
    expect(caret()).toMatchObject({ id: 'p', start: 'صباح الخير'.length });
    expect(key('p', 'ArrowRight')).toBe(true);
    expect(key('p', 'ArrowLeft')).toBe(false);
    expect(caret()).toMatchObject({ id: 'q', start: 0 });
  });

  it('asks who speaks at an @ between words, and writes one within', () => {
    column.focus('p', 5);
    expect(key('p', '@')).toBe(false);
    expect(chooseSpeaker).toHaveBeenLastCalledWith('p');
    column.focus('p', 7);
    expect(key('p', '@')).toBe(true);
    expect(chooseSpeaker).toHaveBeenCalledTimes(1);
  });

  it('tells the model what an input method composes before it is done, and leaves the text on screen to it', async () => {
    const ime = (text: string) =>
      cdp().send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    column.focus('p', 4);
    const element = column.elementOf('p')!;
    const drawn = vi.spyOn(column, 'draw');
    session.onEdit(() => session.transcript!.paragraphs.forEach((paragraph) => column.draw(paragraph)));
    await ime('にほ');
    await ime('日本');
    expect(element.textContent).toBe('Good日本 morning all');
    expect(typed).toBeGreaterThan(0);
    await expect.poll(() => texts()[0], { timeout: 1000 }).toBe('Good日本 morning all');
    expect(drawn).toHaveBeenCalled();
    // The composition goes on in the same place: nothing was drawn over it.
    await ime('日本語');
    expect(element.textContent).toBe('Good日本語 morning all');
    await cdp().send('Input.insertText', { text: '日本語' });
    await expect.poll(() => texts()[0]).toBe('Good日本語 morning all');
    expect(caret()).toMatchObject({ id: 'p', start: 7, end: 7 });
  });
});

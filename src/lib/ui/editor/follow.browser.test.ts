import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EditorView } from '$lib/state/editor-view.svelte.ts';
import { Follow, isOutside, sideOf } from './follow.ts';

const visible = { top: 100, bottom: 500 };
const settled = () => new Promise((done) => setTimeout(done, 60));

describe('Follow', () => {
  let view: EditorView;
  let follow: Follow;
  let text: HTMLElement;

  /** Where a line of the page is now, from the top of the window. */
  const lineAt = (top: number) => {
    const line = document.createElement('p');
    line.textContent = 'spoken';
    line.style.cssText = `position:absolute;left:0;margin:0;top:${scrollY + top}px`;
    document.body.append(line);
    const range = document.createRange();
    range.selectNodeContents(line);
    return range;
  };
  const send = (target: Element, event: Event) => {
    view.isFollowing = true;
    target.dispatchEvent(event);
    return view.isFollowing;
  };
  const wheel = (target: Element, deltaY = 100) => send(target, new WheelEvent('wheel', { deltaY, bubbles: true }));
  const key = (target: Element, name: string, more: KeyboardEventInit = {}) =>
    send(target, new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
  const add = (html: string) => {
    document.body.insertAdjacentHTML('beforeend', html);
    return document.body.lastElementChild as HTMLElement;
  };

  beforeEach(() => {
    view = new EditorView();
    follow = new Follow(view, () => visible);
    document.body.style.height = '4000px';
    text = add('<p data-text="p" tabindex="0">words</p>');
  });
  afterEach(() => {
    follow.dispose();
    document.body.replaceChildren();
    document.body.style.height = '';
    scrollTo(0, 0);
  });

  it('leaves the page alone while the word is in the comfort band, and takes it there when it is not', async () => {
    follow.see(lineAt(250));
    await settled();
    expect(scrollY).toBe(0);
    const low = lineAt(480);
    expect(isOutside(low.getBoundingClientRect(), visible)).toBe(true);
    follow.see(low);
    await expect.poll(() => Math.round(low.getBoundingClientRect().top)).toBe(100 + 400 * 0.3);
    expect(isOutside(low.getBoundingClientRect(), visible)).toBe(false);
  });

  it('waits while somebody types, and after the page was taken in hand', async () => {
    const low = lineAt(480);
    follow.typed();
    follow.see(low);
    view.isFollowing = false;
    follow.see(low);
    await settled();
    expect(scrollY).toBe(0);
  });

  it('lets go of the page with wheel, finger, keys and the bar at its side', () => {
    expect(wheel(text)).toBe(false);
    expect(send(text, new Event('touchmove', { bubbles: true }))).toBe(false);
    for (const name of ['PageUp', 'PageDown', 'Home', 'End', ' ', 'ArrowDown'])
      expect(key(text, name), name).toBe(false);
    expect(key(document.body, 'PageDown')).toBe(false);
    const bar = { clientX: document.documentElement.clientWidth, bubbles: true };
    expect(send(document.documentElement, new PointerEvent('pointerdown', bar))).toBe(false);
    // The arrows from paragraph to paragraph are put to use by the text.
    text.addEventListener('keydown', (event) => event.preventDefault());
    expect(key(text, 'ArrowDown')).toBe(false);
    text.contentEditable = 'plaintext-only';
    expect(key(text, 'PageDown')).toBe(false);
    expect(key(text, 'Home', { ctrlKey: true })).toBe(false);
  });

  it('holds on where something else is moved', () => {
    const panel = add('<div style="height:40px;overflow:auto"><p style="height:400px">list</p></div>');
    expect(wheel(panel.firstElementChild!)).toBe(true);
    expect(send(panel, new Event('touchmove', { bubbles: true }))).toBe(true);
    expect(wheel(text, 0)).toBe(true);
    const wave = add('<div role="slider" tabindex="0"></div>');
    for (const name of ['wheel', 'keydown']) wave.addEventListener(name, (event) => event.preventDefault());
    const turn = new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true });
    expect(send(wave, turn)).toBe(true);
    expect(key(wave, 'PageDown')).toBe(true);
    expect(key(add('<button>b</button>'), ' ')).toBe(true);
    expect(key(add('<input>'), 'Home')).toBe(true);
    text.contentEditable = 'plaintext-only';
    for (const name of ['Home', 'End', ' ', 'ArrowLeft']) expect(key(text, name), name).toBe(true);
    add('<dialog>d</dialog>');
    document.querySelector('dialog')!.showModal();
    expect(wheel(text)).toBe(true);
  });

  it('does not follow where the person chose not to', () => {
    view.mayFollow = false;
    view.isFollowing = true;
    expect(view.isFollowing).toBe(false);
    view.mayFollow = true;
    expect(view.isFollowing).toBe(true);
  });

  it('tells on which side the word is out of sight', () => {
    const at = (top: number) => sideOf({ top, bottom: top + 20 }, visible);
    expect([at(70), at(95), at(300), at(490), at(510)]).toEqual(['above', null, null, null, 'below']);
  });
});

import type { Attachment } from 'svelte/attachments';
import { Scope } from '$lib/core/scope.ts';

const delayMs = 500;
const gapPx = 8;

/**
 * Names a control on hover and on keyboard focus; Escape hides it, and it stays while the pointer rests on it (WCAG
 * 1.4.13). For the eye only: the control itself must carry the name.
 */
export const tooltip =
  (text: string): Attachment<HTMLElement> =>
  (target) => {
    if (text === '') return;
    const scope = new Scope();
    let bubble: HTMLElement | null = null;
    let cancel = () => {};

    const hide = () => {
      cancel();
      bubble?.remove();
      bubble = null;
    };
    const show = () => {
      if (bubble || !target.isConnected) return;
      bubble = makeBubble(text);
      (target.closest('dialog') ?? document.body).append(bubble);
      bubble.showPopover();
      place(bubble, target);
      bubble.addEventListener('pointerleave', hide, { signal: scope.signal });
    };
    const later = () => {
      cancel();
      cancel = scope.timeout(show, delayMs);
    };

    scope.listen(target, 'pointerenter', (event) => {
      if ((event as PointerEvent).pointerType === 'mouse') later();
    });
    scope.listen(target, 'pointerleave', (event) => {
      if (!bubble?.contains((event as PointerEvent).relatedTarget as Node | null)) hide();
    });
    scope.listen(target, 'focus', () => target.matches(':focus-visible') && later());
    for (const end of ['blur', 'click']) scope.listen(target, end, hide);
    scope.listen(window, 'keydown', (event) => (event as KeyboardEvent).key === 'Escape' && hide());
    scope.own(hide);
    return () => scope.dispose();
  };

const makeBubble = (text: string): HTMLElement => {
  const bubble = document.createElement('div');
  bubble.className = 'tooltip';
  bubble.popover = 'manual';
  bubble.setAttribute('aria-hidden', 'true');
  bubble.textContent = text;
  return bubble;
};

/** Above the target where there is room, else below; always inside the window. */
const place = (bubble: HTMLElement, target: HTMLElement) => {
  const at = target.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const above = at.top - own.height - gapPx;
  const left = at.left + at.width / 2 - own.width / 2;
  bubble.style.top = `${above > 4 ? above : at.bottom + gapPx}px`;
  bubble.style.left = `${Math.max(4, Math.min(left, window.innerWidth - own.width - 4))}px`;
};

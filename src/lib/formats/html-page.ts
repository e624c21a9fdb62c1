/** Look and behaviour of the page that `html.ts` writes. Nothing of what was said is ever put in here. */

export const pageStyle = `
:root { color-scheme: light dark; --mark: #ffe08a; --now: #2563eb; --ink: #1b1d22; --paper: #fdfdfb; --faint: #6b7280; }
@media (prefers-color-scheme: dark) { :root { --mark: #7a5c00; --now: #60a5fa; --ink: #e8e8e6; --paper: #17181b; --faint: #9ca3af; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 6rem; max-width: 44rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 system-ui, sans-serif; }
header { position: sticky; top: 0; padding: .5rem 0; background: var(--paper); display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
h1 { font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; }
input[type=search] { flex: 1 1 12rem; min-width: 0; min-height: 2.75rem; padding: 0 .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--faint); border-radius: .5rem; }
audio { width: 100%; }
section { margin: 0 0 1.25rem; }
.about { margin: 0; color: var(--faint); font-size: .875rem; }
.about b { color: var(--ink); }
.about button { min-height: 1.5rem; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-decoration: underline; cursor: pointer; }
p.said { margin: 0; overflow-wrap: anywhere; }
.said span { cursor: pointer; border-radius: .2rem; }
.said span.now { box-shadow: 0 0 0 .1rem var(--now); }
.said span.found { background: var(--mark); }
:focus-visible { outline: 2px solid var(--now); outline-offset: 2px; }
[hidden] { display: none; }
@media print { header, .about button { display: none; } body { max-width: none; padding: 0; } section { break-inside: avoid; } }
`;

export const pageScript = `
'use strict';
const audio = document.querySelector('audio');
const words = [...document.querySelectorAll('.said span')];
const starts = words.map((word) => Number(word.dataset.s));
const choose = document.querySelector('#sound');
const status = document.querySelector('#found');
let now = null;

const wordAt = (seconds) => {
  let low = 0, high = starts.length;
  while (low < high) { const middle = (low + high) >> 1; if (starts[middle] <= seconds) low = middle + 1; else high = middle; }
  const word = words[low - 1];
  return word && seconds < Number(word.dataset.e) ? word : null;
};
const show = () => {
  const word = wordAt(audio.currentTime);
  if (word === now) return;
  now?.classList.remove('now');
  word?.classList.add('now');
  now = word;
};
const playFrom = (seconds) => { if (!audio.src) return; audio.currentTime = seconds; void audio.play(); };

audio.addEventListener('timeupdate', show);
choose?.addEventListener('change', () => {
  const [file] = choose.files;
  if (!file) return;
  if (audio.src.startsWith('blob:')) URL.revokeObjectURL(audio.src);
  audio.src = URL.createObjectURL(file);
  audio.hidden = false;
});
document.querySelector('main').addEventListener('click', ({ target }) => {
  const at = target.closest('[data-s]');
  if (at) playFrom(Number(at.dataset.s));
});
document.querySelector('#search').addEventListener('input', ({ target }) => {
  const wanted = target.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const section of document.querySelectorAll('section')) {
    const text = section.querySelector('.said').textContent.toLocaleLowerCase();
    const isFound = text.includes(wanted);
    section.hidden = !isFound;
    if (isFound && wanted) count++;
  }
  const parts = wanted.split(/\\s+/).filter(Boolean);
  for (const word of words) {
    const text = word.textContent.toLocaleLowerCase();
    word.classList.toggle('found', parts.some((part) => text.includes(part)));
  }
  status.textContent = wanted ? count + ' ' + status.dataset.words : '';
});
`;

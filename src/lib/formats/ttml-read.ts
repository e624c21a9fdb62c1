import type { ImportedTranscript } from './format.ts';
import { languageCode, unreadable } from './imported.ts';
import { fromCues, joinLines, type FileCue } from './read-cues.ts';
import {
  attribute,
  childElements,
  descendants,
  isElement,
  isText,
  localName,
  parseRoot,
  type XmlElement,
} from './xml.ts';

/** Reading TTML (W3C TTML2): offsets of nested containers, all time expressions, agents, timed spans. */

type Rates = { frames: number; ticks: number };

const ratesOf = (root: XmlElement): Rates => {
  const frames = Number(attribute(root, 'frameRate') ?? 30);
  const [numerator, denominator] = (attribute(root, 'frameRateMultiplier') ?? '1 1').split(/\s+/).map(Number);
  const effective = (frames * (numerator ?? 1)) / (denominator ?? 1);
  const ticks = Number(attribute(root, 'tickRate') ?? 1);
  return { frames: effective > 0 ? effective : 30, ticks: ticks > 0 ? ticks : 1 };
};

const clock = /^(\d{2,}):(\d\d):(\d\d)(?:(\.\d+)|:(\d{2,})(?:\.\d+)?)?$/;
const offset = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/;

/** Seconds of a time expression (TTML2, 12.3.1), or null. */
const timeOf = (text: string | null, rates: Rates): number | null => {
  const plain = (text ?? '').trim();
  const parts = clock.exec(plain);
  if (parts) {
    const [, hours, minutes, seconds, fraction, frames] = parts;
    const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return whole + Number(fraction ?? 0) + Number(frames ?? 0) / rates.frames;
  }
  const [, amount, unit] = offset.exec(plain) ?? [];
  if (!amount || !unit) return null;
  const perUnit: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001, f: 1 / rates.frames, t: 1 / rates.ticks };
  return Number(amount) * perUnit[unit]!;
};

type Span = { start: number; end: number };

/** When an element is shown: its times count from the start of what is around it, and end with it at the latest. */
const spanOf = (element: XmlElement, around: Span, rates: Rates): Span => {
  const start = around.start + (timeOf(attribute(element, 'begin'), rates) ?? 0);
  const end = timeOf(attribute(element, 'end'), rates);
  const duration = timeOf(attribute(element, 'dur'), rates);
  const until = end !== null ? around.start + end : duration !== null ? start + duration : Infinity;
  return { start, end: Math.min(until, around.end) };
};

type Piece = FileCue['pieces'][number];

const addText = (pieces: Piece[], start: number, text: string): void => {
  const last = pieces.at(-1);
  if (last && start <= last.start) last.text += text;
  else pieces.push({ start, text });
};

const collect = (element: XmlElement, span: Span, rates: Rates, pieces: Piece[]): void => {
  for (const child of element.children) {
    if (isText(child)) addText(pieces, span.start, child.text.replace(/\s+/gu, ' '));
    else if (isElement(child) && localName(child) === 'br') addText(pieces, span.start, '\n');
    else if (isElement(child) && localName(child) === 'span') collect(child, spanOf(child, span, rates), rates, pieces);
  }
};

/** White space between timed spans belongs to the word before it, so that a piece of it opens no time of its own. */
const piecesOf = (element: XmlElement, span: Span, rates: Rates): Piece[] => {
  const pieces: Piece[] = [];
  collect(element, span, rates, pieces);
  const joined = pieces.map((piece) => ({ ...piece, text: joinBreaks(piece.text) }));
  return joined.filter((piece) => piece.text.trim() !== '');
};

const joinBreaks = (text: string): string => {
  if (!text.includes('\n')) return text;
  const [before, after] = [/^\s/u.test(text) ? ' ' : '', /\s$/u.test(text) ? ' ' : ''];
  return before + joinLines(text.split('\n').filter((line) => line.trim() !== '')) + after;
};

const agentNames = (root: XmlElement): Map<string, string> =>
  new Map(
    descendants(root, 'agent').map((agent) => {
      const id = attribute(agent, 'id') ?? '';
      return [id, childElements(agent, 'name')[0]?.text.trim() || id];
    }),
  );

const agentOf = (element: XmlElement): string | null => attribute(element, 'agent')?.trim().split(/\s+/)[0] ?? null;

type Scene = { rates: Rates; names: ReadonlyMap<string, string>; cues: FileCue[] };

const walk = (element: XmlElement, around: Span, agent: string | null, scene: Scene): void => {
  for (const child of childElements(element)) {
    const span = spanOf(child, around, scene.rates);
    const speaker = agentOf(child) ?? agent;
    if (localName(child) !== 'p') walk(child, span, speaker, scene);
    else if (span.end > span.start && Number.isFinite(span.end)) {
      const pieces = piecesOf(child, span, scene.rates).filter((piece) => piece.start < span.end);
      const name = speaker === null ? null : (scene.names.get(speaker) ?? speaker);
      if (pieces.length > 0) scene.cues.push({ ...span, speaker: name, pieces });
    }
  }
};

export const readTtml = (text: string): ImportedTranscript => {
  const root = parseRoot(text, 'tt');
  const scene: Scene = { rates: ratesOf(root), names: agentNames(root), cues: [] };
  try {
    const always: Span = { start: 0, end: Infinity };
    for (const body of childElements(root, 'body')) walk(body, spanOf(body, always, scene.rates), agentOf(body), scene);
  } catch (cause) {
    throw unreadable('ttml', cause);
  }
  scene.cues.sort((one, other) => one.start - other.start);
  return { ...fromCues(scene.cues), language: languageCode(attribute(root, 'lang')) };
};

import Captions from '@lucide/svelte/icons/captions';
import Download from '@lucide/svelte/icons/download';
import Pencil from '@lucide/svelte/icons/pencil';
import Play from '@lucide/svelte/icons/play';
import Redo2 from '@lucide/svelte/icons/redo-2';
import Save from '@lucide/svelte/icons/save';
import Search from '@lucide/svelte/icons/search';
import SpellCheck from '@lucide/svelte/icons/spell-check';
import Undo2 from '@lucide/svelte/icons/undo-2';
import { en } from '$lib/i18n/en.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Command } from '$lib/ui/commands/index.ts';
import type { Column } from './column.ts';
import { insertTimestamp, nudgeWord, showDoubt } from './word-actions.ts';

type Parts = {
  page: RecordingPage;
  column: () => Column | null;
  jump: () => void;
  chooseSpeaker: () => void;
};

type Titles = typeof en.editor.commands;
type Entry = Omit<Command, 'id' | 'title' | 'group'> & { id: keyof Titles };

const nudgeSeconds = 0.1;

const canEdit =
  ({ session }: RecordingPage) =>
  () =>
    session.transcript !== null && !session.isReadOnly;

const playing = ({ page }: Parts): Entry[] => {
  const { playback } = page;
  const skip = (direction: 1 | -1) => () => playback.skip(direction * page.settings.editor.skipSeconds);
  const faster = (step: number) => () => playback.setRate(playback.rate + step);
  const held = { inText: true, canRepeat: true };
  return [
    { id: 'editor.play', icon: Play, keys: ['Ctrl+Space', 'Alt+K'], inText: true, run: () => playback.toggle() },
    { id: 'editor.back', keys: 'Alt+J', ...held, run: skip(-1) },
    { id: 'editor.forward', keys: 'Alt+L', ...held, run: skip(1) },
    { id: 'editor.slower', keys: 'Alt+-', ...held, run: faster(-0.1) },
    { id: 'editor.faster', keys: 'Alt+=', ...held, run: faster(0.1) },
  ];
};

const writing = ({ page, column, chooseSpeaker }: Parts): Entry[] => {
  const { session, view } = page;
  const when = canEdit(page);
  const canBegin = () => when() && !view.isEditing;
  const held = { inText: true, canRepeat: true };
  const undo = { icon: Undo2, keys: 'Ctrl+Z', ...held, when: () => session.canUndo };
  const redo = { icon: Redo2, keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], ...held, when: () => session.canRedo };
  const stamp = () => insertTimestamp(page, column());
  return [
    { id: 'editor.edit', icon: Pencil, keys: ['E', 'F2'], when: canBegin, run: () => view.edit() },
    { id: 'editor.read', when: () => view.isEditing, run: () => view.read() },
    { id: 'editor.undo', ...undo, run: () => void session.undo() },
    { id: 'editor.redo', ...redo, run: () => void session.redo() },
    { id: 'editor.save', icon: Save, keys: 'Ctrl+S', inText: true, when, run: () => session.flush() },
    { id: 'editor.timestamp', keys: 'Ctrl+J', inText: true, when: () => view.isEditing, run: stamp },
    { id: 'editor.speaker', inText: true, when, run: chooseSpeaker },
  ];
};

const timing = ({ page, column }: Parts): Entry[] => {
  const shared = { inText: true, canRepeat: true, when: canEdit(page) };
  const nudge = (edge: 'start' | 'end', by: number) => () => nudgeWord(page, column(), edge, by);
  return [
    { id: 'editor.startEarlier', keys: 'Alt+Shift+ArrowLeft', ...shared, run: nudge('start', -nudgeSeconds) },
    { id: 'editor.startLater', keys: 'Alt+Shift+ArrowRight', ...shared, run: nudge('start', nudgeSeconds) },
    { id: 'editor.endEarlier', keys: 'Ctrl+Alt+Shift+ArrowLeft', ...shared, run: nudge('end', -nudgeSeconds) },
    { id: 'editor.endLater', keys: 'Ctrl+Alt+Shift+ArrowRight', ...shared, run: nudge('end', nudgeSeconds) },
  ];
};

const looking = ({ page, column, jump }: Parts): Entry[] => {
  const { session, view, find } = page;
  const when = () => session.transcript !== null;
  const inText = { inText: true, when };
  const step = (direction: 1 | -1) => () => (view.isFinding ? find.step(direction) : view.find());
  const doubt = (direction: 1 | -1) => () => showDoubt(page, column(), direction);
  const mark = () => void (view.showsConfidence = !view.showsConfidence);
  const openExport = () => void (view.isExporting = true);
  return [
    { id: 'editor.find', icon: Search, keys: 'Ctrl+F', ...inText, run: () => view.find() },
    { id: 'editor.replace', keys: 'Ctrl+H', ...inText, run: () => view.find(true) },
    { id: 'editor.findNext', keys: 'F3', ...inText, run: step(1) },
    { id: 'editor.findPrevious', keys: 'Shift+F3', ...inText, run: step(-1) },
    { id: 'editor.playhead', keys: 'Ctrl+G', ...inText, run: jump },
    { id: 'editor.nextDoubt', keys: 'F8', ...inText, run: doubt(1) },
    { id: 'editor.previousDoubt', keys: 'Shift+F8', ...inText, run: doubt(-1) },
    { id: 'editor.confidence', icon: SpellCheck, when, run: mark },
    { id: 'editor.export', icon: Download, keys: 'Ctrl+E', ...inText, run: openExport },
    { id: 'editor.transcribe', icon: Captions, when: () => !page.openJob, run: () => page.transcribe() },
  ];
};

/** What can be done on the page of a recording: for palette, keys and their help. */
export const editorCommands = (parts: Parts): Command[] =>
  [...playing(parts), ...writing(parts), ...timing(parts), ...looking(parts)].map((entry) => ({
    ...entry,
    title: en.editor.commands[entry.id],
    group: en.editor.group,
  }));

import Bookmark from '@lucide/svelte/icons/bookmark';
import Command from '@lucide/svelte/icons/command';
import FileUp from '@lucide/svelte/icons/file-up';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Link from '@lucide/svelte/icons/link';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Mic from '@lucide/svelte/icons/mic';
import Pause from '@lucide/svelte/icons/pause';
import Search from '@lucide/svelte/icons/search';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import type { Recording } from '$lib/domain/recording.ts';
import { en } from '$lib/i18n/en.ts';
import type { Command as AppCommand } from '$lib/ui/commands/index.ts';
import type { Studio } from './context.ts';
import { places } from './nav.ts';

/** What the commands of the shell do beyond its states. */
export type AppActions = {
  go(path: string): Promise<unknown>;
  chooseFiles(): Promise<unknown>;
  toggleRecording(): Promise<unknown>;
  searchLibrary(): Promise<unknown>;
  switchTheme(): Promise<unknown>;
};

const { titles, groups } = en.commands;

const recordCommands = ({ record }: Studio, actions: AppActions): AppCommand[] => [
  {
    id: 'record.toggle',
    title: titles['record.toggle'],
    group: groups.record,
    keys: 'R',
    icon: Mic,
    run: actions.toggleRecording,
  },
  {
    id: 'record.pause',
    title: titles['record.pause'],
    group: groups.record,
    keys: 'P',
    icon: Pause,
    when: () => record.elapsedSeconds !== null,
    run: record.pauseOrResume,
  },
  {
    id: 'record.mark',
    title: titles['record.mark'],
    group: groups.record,
    keys: 'M',
    icon: Bookmark,
    when: () => record.elapsedSeconds !== null,
    run: () => void record.mark(),
  },
];

const libraryCommands = ({ shell }: Studio, actions: AppActions): AppCommand[] => [
  { id: 'library.add', title: titles['library.add'], group: groups.library, icon: FileUp, run: actions.chooseFiles },
  {
    id: 'library.link',
    title: titles['library.link'],
    group: groups.library,
    icon: Link,
    run: () => void (shell.isLinkOpen = true),
  },
  {
    id: 'library.search',
    title: titles['library.search'],
    group: groups.library,
    keys: '/',
    icon: Search,
    run: actions.searchLibrary,
  },
];

const placeCommands = ({ go }: AppActions): AppCommand[] =>
  places.map(({ id, href, icon }) => ({
    id: `go.${id}`,
    title: titles[`go.${id}`],
    group: groups.go,
    icon,
    run: () => go(href),
  }));

const shellCommands = ({ shell }: Studio, actions: AppActions): AppCommand[] => [
  {
    id: 'app.palette',
    title: titles['app.palette'],
    group: groups.app,
    keys: 'Ctrl+K',
    icon: Command,
    inText: true,
    run: () => void (shell.isPaletteOpen = true),
  },
  {
    id: 'app.queue',
    title: titles['app.queue'],
    group: groups.app,
    keys: 'Q',
    icon: ListChecks,
    run: () => void (shell.isQueueOpen = !shell.isQueueOpen),
  },
  { id: 'app.theme', title: titles['app.theme'], group: groups.app, icon: SunMoon, run: actions.switchTheme },
  {
    id: 'app.help',
    title: titles['app.help'],
    group: groups.app,
    keys: '?',
    icon: Keyboard,
    run: () => void (shell.isHelpOpen = true),
  },
];

/** The commands that are always there. */
export const appCommands = (studio: Studio, actions: AppActions): readonly AppCommand[] => [
  ...recordCommands(studio, actions),
  ...libraryCommands(studio, actions),
  ...placeCommands(actions),
  ...shellCommands(studio, actions),
];

/** Every recording as a choice of the palette. */
export const recordingChoices = (recordings: readonly Recording[], go: AppActions['go']): readonly AppCommand[] =>
  recordings.map(({ id, title }) => ({
    id: `recording.${id}`,
    title,
    group: groups.recordings,
    run: () => go(`/recordings/${id}`),
  }));

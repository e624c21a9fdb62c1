import { commands } from './en/commands.ts';
import { cutting } from './en/cutting.ts';
import { editor } from './en/editor.ts';
import { errors } from './en/errors.ts';
import { formats, readers } from './en/formats.ts';
import { health } from './en/health.ts';
import { insights } from './en/insights.ts';
import { jobs } from './en/jobs.ts';
import { library } from './en/library.ts';
import { notes } from './en/notes.ts';
import { recorder } from './en/recorder.ts';
import { review } from './en/review.ts';
import { filing, search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { subtitles } from './en/subtitles.ts';
import { versions } from './en/versions.ts';

/** Every word a person reads, by area; one file an area in `en/`. Other languages are typed against it. */
export const en = {
  shell,
  library,
  search,
  filing,
  recorder,
  jobs,
  commands,
  cutting,
  editor,
  review,
  subtitles,
  notes,
  versions,
  insights,
  errors,
  formats,
  readers,
  settings,
  health,
};

export type Messages = typeof en;

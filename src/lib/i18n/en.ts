import { analysis } from './en/analysis.ts';
import { commands } from './en/commands.ts';
import { cutting } from './en/cutting.ts';
import { editor } from './en/editor.ts';
import { errors } from './en/errors.ts';
import { formats, readers } from './en/formats.ts';
import { health } from './en/health.ts';
import { insights } from './en/insights.ts';
import { jobs } from './en/jobs.ts';
import { library } from './en/library.ts';
import { markers } from './en/markers.ts';
import { redecode } from './en/redecode.ts';
import { mediaExport } from './en/media-export.ts';
import { recorder } from './en/recorder.ts';
import { filing, search } from './en/search.ts';
import { redaction } from './en/redaction.ts';
import { refine } from './en/refine.ts';
import { settings } from './en/settings.ts';
import { sound } from './en/sound.ts';
import { shell } from './en/shell.ts';

/** Every word a person reads, by area; one file an area in `en/`. Other languages are typed against it. */
export const en = {
  analysis,
  shell,
  library,
  search,
  filing,
  recorder,
  redaction,
  refine,
  jobs,
  commands,
  cutting, mediaExport,
  editor,
  insights,
  errors,
  formats,
  readers,
  markers,
  settings,
  redecode,
  health,
  sound,
};

export type Messages = typeof en;

import { execFileSync, spawnSync } from 'node:child_process';

/** What measures or makes sound needs the native program; the app and `npm test` do not. */
export const requireFfmpeg = () => {
  if (spawnSync('ffmpeg', ['-version']).error)
    throw new Error('This needs native ffmpeg, as in: apt-get install ffmpeg');
};

/** Runs native ffmpeg and throws with what it said when it fails. @param {readonly string[]} parameters */
export const ffmpeg = (parameters) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...parameters]);

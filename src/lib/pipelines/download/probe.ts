import type { FileStore, MediaEngine } from '$lib/domain/ports.ts';
import { defineStep } from '../step.ts';

/** What the container says of the original. */
export const probe = ({ files, media }: { files: FileStore; media: MediaEngine }) =>
  defineStep({
    id: 'download/probe',
    version: 2,
    needs: ['origin'],
    follows: [],
    makes: ['media'],
    lane: 'main',
    run: async ({ origin }, { recordingId, signal }) => ({
      media: await media.probe(await files.get(recordingId), origin.fileName, signal),
    }),
  });

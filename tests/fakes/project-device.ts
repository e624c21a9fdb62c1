import { defaultSettings, type Settings } from '../../src/lib/domain/settings.ts';
import { Projects, type ProjectPorts } from '../../src/lib/services/project/index.ts';
import { fakeDevice, fakeHash } from './storage.ts';

/** A device whose library can be written to project files and filled from them. */
export const projectDevice = (change: Partial<ProjectPorts> = {}) => {
  const device = fakeDevice();
  const { database } = device.tab();
  let current: Settings = defaultSettings;
  const projects = new Projects({
    ...{ recordings: database.recordings, files: database.files, transcripts: database.transcripts },
    ...{ versions: database.versions, artifacts: database.artifacts, appVersion: '1.2.3', hash: fakeHash },
    shelves: { collections: database.collections, searches: database.searches, presets: database.presets },
    quietSound: async () => {
      throw new Error('No sound is rendered here.');
    },
    settings: {
      get current() {
        return current;
      },
      replace: async (settings) => void (current = settings),
    },
    ...change,
  });
  return { ...device, database, projects, settings: () => current };
};

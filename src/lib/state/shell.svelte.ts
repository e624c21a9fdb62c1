const firstRunKey = 'echoflow:first-run-said';

/** Remembering is a kindness, not a need: a browser that refuses storage is told the same thing again. */
const remember = (key: string): void => {
  try {
    localStorage.setItem(key, 'yes');
  } catch {
    return;
  }
};

const isRemembered = (key: string): boolean => {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
};

/** What is open around the page, and which notes have been said. */
export class ShellState {
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
  isQueueOpen = $state(false);
  isLinkOpen = $state(false);
  isUpdateNoteOpen = $state(true);
  isInstallNoteOpen = $state(true);
  #isFirstRun = $state(!isRemembered(firstRunKey));

  /** True until the person has seen the promise once. */
  get isFirstRun(): boolean {
    return this.#isFirstRun;
  }

  firstRunSaid(): void {
    remember(firstRunKey);
    this.#isFirstRun = false;
  }
}

const firstRunKey = 'echoflow:first-run-said';
const protectKey = 'echoflow:protect-said';

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

/** What one home of the data had lost and the other gave back, and what neither has. */
type Found = {
  rebuilt: readonly { title: string }[];
  lost: readonly ({ title: string } | { count: number })[];
};

/** What is open around the page, and which notes have been said. */
export class ShellState {
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
  isQueueOpen = $state(false);
  isLinkOpen = $state(false);
  isUpdateNoteOpen = $state(true);
  isInstallNoteOpen = $state(true);
  #isProtectNoteOpen = $state(!isRemembered(protectKey));
  #isFirstRun = $state(!isRemembered(firstRunKey));
  #found = $state.raw<Found>({ rebuilt: [], lost: [] });

  constructor(found: Found) {
    this.#found = found;
  }

  get rebuilt(): Found['rebuilt'] {
    return this.#found.rebuilt;
  }

  /** What is gone from both homes: by title where it is known, else by number. */
  get lost(): { items: readonly { title: string }[]; unknownCount: number } {
    const { lost } = this.#found;
    return {
      items: lost.filter((item) => 'title' in item),
      unknownCount: lost.reduce((sum, item) => sum + ('count' in item ? item.count : 0), 0),
    };
  }

  lossSaid(): void {
    this.#found = { rebuilt: [], lost: [] };
  }

  /** True until the person has seen the promise once. */
  get isFirstRun(): boolean {
    return this.#isFirstRun;
  }

  firstRunSaid(): void {
    remember(firstRunKey);
    this.#isFirstRun = false;
  }

  /** Open until the person has said that it is all right so. */
  get isProtectNoteOpen(): boolean {
    return this.#isProtectNoteOpen;
  }

  protectNoteSaid(): void {
    remember(protectKey);
    this.#isProtectNoteOpen = false;
  }
}

import { attempt } from '$lib/state/toasts.svelte.ts';
import { keysOf, withKeys, type ChosenKeys, type Command, type FixedKeys } from './command.ts';

type Owned = { owner: string; list: readonly Command[]; fixed: readonly FixedKeys[] };

/** Every command there is now. Each area registers its own and takes them back when it leaves the page. */
export class Commands {
  #sets = $state.raw<readonly Owned[]>([]);
  #chosenKeys = $state.raw<ChosenKeys>({});

  readonly #all: readonly Command[] = $derived(
    this.#sets.flatMap((set) => set.list).map((command) => withKeys(command, this.#chosenKeys)),
  );

  get all(): readonly Command[] {
    return this.#all;
  }

  /** Keys that belong to what is on the page and to no command. */
  get fixed(): readonly FixedKeys[] {
    return this.#sets.flatMap(({ fixed }) => fixed);
  }

  /** Keys that a person chose in the place of the default ones, by the id of the command. */
  chooseKeys(keys: ChosenKeys): void {
    this.#chosenKeys = keys;
  }

  /** Those that can act now. */
  get available(): readonly Command[] {
    return this.all.filter((command) => command.when?.() ?? true);
  }

  /** Puts an owner's commands up, in place of those it had. The result takes them back. */
  register(owner: string, list: readonly Command[], fixed: readonly FixedKeys[] = []): () => void {
    const own: Owned = { owner, list, fixed };
    this.#sets = [...this.#sets.filter((set) => set.owner !== owner), own];
    return () => {
      this.#sets = this.#sets.filter((set) => set !== own);
    };
  }

  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
  }

  /** Runs a command if it can act now; its failure becomes words at the edge of the page. */
  async run(id: string): Promise<boolean> {
    const command = this.find(id);
    if (!command || command.when?.() === false) return false;
    return attempt(() => command.run());
  }

  /** The command these keys mean now. The one registered last comes first: what is open wins over what is always there. */
  byKeys(chord: string): Command | undefined {
    // The keys first: whether a command can act may take a look at the whole transcript, and this runs with every key.
    return this.#all.findLast((command) => keysOf(command).includes(chord) && (command.when?.() ?? true));
  }
}

export const commands = new Commands();

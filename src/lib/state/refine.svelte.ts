import { isAbort } from '$lib/core/errors.ts';
import { refineEdit, type RefineChange, type RefineRequest, type RefineStep } from '$lib/domain/refine.ts';
import { learnRules, parseRules, parseYamlRules, writeRules } from '$lib/domain/replacement-rules.ts';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import type { EditorSession } from './editor.svelte.ts';
import { toasts } from './toasts.svelte.ts';

export type RefinePorts = {
  refine(transcript: Transcript, request: RefineRequest, signal: AbortSignal): Promise<readonly RefineChange[]>;
};

/** Where rules hold: in this recording, or in every one. */
export type RuleHome = 'recording' | 'everywhere';

export type RefineRules = {
  read(home: RuleHome): string;
  write(home: RuleHome, text: string): Promise<void>;
  machine(): Promise<MachineLayer | undefined>;
};

type Preview = { step: RefineStep; of: Transcript; changes: readonly RefineChange[] };

/** Steps over one transcript, each looked at before it is taken. Nothing is changed but by `apply`. */
export class RefineView {
  #preview = $state.raw<Preview | null>(null);
  /** Ticks that differ from what is proposed, and texts chosen in the place of the proposed one, by place in the list. */
  #ticks = $state.raw<Readonly<Record<number, boolean>>>({});
  #texts = $state.raw<Readonly<Record<number, string>>>({});
  #working = $state<RefineStep | null>(null);
  #controller: AbortController | null = null;
  /** What was written here and may not have come back from the database yet. */
  #written: Partial<Record<RuleHome, string>> = {};

  /** Null before anybody looked, and once the text has changed since. */
  readonly shown: Preview | null = $derived.by(() =>
    this.#preview?.of === this.session.transcript ? this.#preview : null,
  );
  readonly chosen: readonly RefineChange[] = $derived.by(() =>
    (this.shown?.changes ?? []).flatMap((change, index) =>
      this.isChosen(index) ? [{ ...change, after: this.#texts[index] ?? change.after }] : [],
    ),
  );

  constructor(
    private readonly ports: RefinePorts,
    private readonly session: EditorSession,
    private readonly rules: RefineRules,
  ) {}

  /** The step that is being looked through; null for none. */
  get working(): RefineStep | null {
    return this.#working;
  }

  isChosen(index: number): boolean {
    return this.#ticks[index] ?? this.shown?.changes[index]?.isSure ?? false;
  }

  choose(index: number, isChosen: boolean): void {
    this.#ticks = { ...this.#ticks, [index]: isChosen };
  }

  chooseAll(isChosen: boolean): void {
    this.#ticks = Object.fromEntries((this.shown?.changes ?? []).map((_, index) => [index, isChosen]));
  }

  /** Another text for one change, which is thereby chosen. */
  chooseText(index: number, text: string): void {
    this.#texts = { ...this.#texts, [index]: text };
    this.choose(index, true);
  }

  async preview(step: RefineStep): Promise<void> {
    this.#controller?.abort();
    const controller = (this.#controller = new AbortController());
    const of = this.session.transcript;
    if (!of) return;
    this.#working = step;
    try {
      const request = { step, rules: this.#rules() };
      const changes = await this.ports.refine(of, request, controller.signal);
      this.#ticks = {};
      this.#texts = {};
      this.#preview = { step, of, changes };
    } catch (error) {
      if (!isAbort(error)) toasts.error(error);
    } finally {
      if (this.#controller === controller) this.#working = null;
    }
  }

  close(): void {
    this.#preview = null;
  }

  /** Takes what is chosen as one step that can be undone; gives how many. */
  apply(): number {
    const count = this.chosen.length;
    const { transcript } = this.session;
    const isChanged = transcript !== null && this.session.apply(refineEdit(transcript, this.chosen));
    this.#preview = null;
    return isChanged ? count : 0;
  }

  ruleText(home: RuleHome): string {
    return this.#written[home] ?? this.rules.read(home);
  }

  setRuleText(home: RuleHome, text: string): Promise<void> {
    this.#written[home] = text.trim();
    return this.rules.write(home, text.trim());
  }

  /** Puts the rules of a file behind those there are; gives how many it held. */
  async importRules(home: RuleHome, file: File): Promise<number> {
    const added = await (/\.ya?ml$/iu.test(file.name) ? parseYamlRules : parseRules)(await file.text());
    await this.#add(home, added);
    return added.length;
  }

  /** Makes rules of the words somebody corrected; gives how many were new. */
  async learn(home: RuleHome): Promise<number> {
    const machine = await this.rules.machine();
    const { transcript } = this.session;
    if (!machine || !transcript) return 0;
    const known = parseRules(this.ruleText(home)).map(({ heard }) => heard.toLowerCase());
    const learnt = learnRules(machine, transcript).filter(({ heard }) => !known.includes(heard));
    await this.#add(home, learnt);
    return learnt.length;
  }

  dispose(): void {
    this.#controller?.abort();
  }

  /** Those of the recording come first: they win. */
  #rules() {
    return parseRules([this.ruleText('recording'), this.ruleText('everywhere')].join('\n'));
  }

  async #add(home: RuleHome, added: readonly { heard: string; written: string }[]): Promise<void> {
    if (added.length === 0) return;
    await this.setRuleText(home, [this.ruleText(home), writeRules(added)].filter(Boolean).join('\n'));
  }
}

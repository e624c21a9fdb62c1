import { rootArtifacts, type ArtifactName, type RootArtifact } from '$lib/domain/artifacts.ts';
import type { Order, Step } from './step.ts';

/** The steps as a graph, read off what they need, follow and make. Throws at once on one that cannot work. */
export class StepGraph {
  readonly #makers = new Map<ArtifactName, Step>();

  constructor(steps: readonly Step[]) {
    for (const step of steps)
      for (const name of step.makes) {
        if (this.#makers.has(name)) throw new Error(`Two steps make "${name}".`);
        this.#makers.set(name, step);
      }
    for (const step of steps) this.#check(step);
  }

  /** The step that makes an artifact. Throws where none does. */
  maker(name: ArtifactName): Step {
    const step = this.#makers.get(name);
    if (!step) throw new Error(`Nothing makes "${name}".`);
    return step;
  }

  /** Ids of the steps behind an artifact, inputs first, each once. */
  plan(name: ArtifactName, ids: string[] = []): string[] {
    if (isRoot(name)) return ids;
    const step = this.maker(name);
    for (const input of inputsOf(step)) this.plan(input, ids);
    if (!ids.includes(step.id)) ids.push(step.id);
    return ids;
  }

  /** A follower holds its lane while it waits for what it follows: they must not share one, nor close a circle. */
  #check(step: Step, followedBy: readonly Step[] = []): void {
    if (followedBy.includes(step)) throw new Error(`"${step.id}" needs its own output.`);
    if (followedBy.some((follower) => follower.lane === step.lane && leads(step, follower)))
      throw new Error(`"${step.id}" is followed from its own lane "${step.lane}".`);
    for (const input of inputsOf(step)) if (!isRoot(input)) this.#check(this.maker(input), [...followedBy, step]);
  }
}

/** True for what no step makes. */
export const isRoot = (name: ArtifactName): name is RootArtifact =>
  (rootArtifacts as readonly ArtifactName[]).includes(name);

const leads = (step: Step, follower: Step): boolean => step.makes.some((name) => follower.follows.includes(name));

export const inputsOf = (step: Step): readonly ArtifactName[] => [...step.needs, ...step.follows];

/**
 * Identity of a step's output: SHA-256 over its id, version, the options that matter and its inputs' fingerprints,
 * 32 hexadecimal characters. Known before anything is made.
 */
export const fingerprintOf = async (
  step: Step,
  order: Order,
  inputs: readonly (readonly [ArtifactName, string])[],
): Promise<string> => {
  const options = Object.entries(step.options?.(order) ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted = [...inputs].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([step.id, step.version, options, sorted]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

import { Scope } from '$lib/core/scope.ts';

/**
 * Two versions of one passage, played in step, of which one is heard: going from one to the other is instant, which is
 * the only way ears can compare.
 */
export class Comparison {
  #heard = $state<'original' | 'cleaned'>('cleaned');
  #isPlaying = $state(false);
  readonly #scope = new Scope();
  readonly #players: Record<'original' | 'cleaned', HTMLAudioElement>;

  constructor(passage: { original: Blob; cleaned: Blob }) {
    const player = (blob: Blob) => {
      const element = new Audio(this.#scope.objectUrl(blob));
      element.loop = true;
      return element;
    };
    this.#players = { original: player(passage.original), cleaned: player(passage.cleaned) };
    this.#scope.own(() => this.pause());
    this.#hear();
  }

  get heard(): 'original' | 'cleaned' {
    return this.#heard;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  hear(version: 'original' | 'cleaned'): void {
    const [from, to] = [this.#players[this.#heard], this.#players[version]];
    if (Math.abs(from.currentTime - to.currentTime) > 0.03) to.currentTime = from.currentTime;
    this.#heard = version;
    this.#hear();
  }

  async toggle(): Promise<void> {
    if (this.#isPlaying) return this.pause();
    this.#isPlaying = true;
    await Promise.all([this.#players.original.play(), this.#players.cleaned.play()]);
  }

  pause(): void {
    this.#isPlaying = false;
    for (const element of Object.values(this.#players)) element.pause();
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #hear(): void {
    this.#players.original.muted = this.#heard !== 'original';
    this.#players.cleaned.muted = this.#heard !== 'cleaned';
  }
}

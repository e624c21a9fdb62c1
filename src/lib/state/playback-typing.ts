export const whileTypingChoices = ['off', 'pause', 'slow'] as const;
export type WhileTyping = (typeof whileTypingChoices)[number];

/** Playing goes on, or at its speed, this long after the last letter. */
export const typingPauseMs = 1500;
/** Share of the chosen speed while somebody types. */
const slowShare = 0.6;

type Ports = {
  choice(): WhileTyping;
  isPlaying(): boolean;
  pause(): void;
  play(): void;
  /** Multiplies the speed; 1 for as chosen. */
  slow(share: number): void;
};

/** Holds or slows the player while somebody types. It goes on only where typing stopped it, never where the person did. */
export class TypingBrake {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #holds: 'pause' | 'slow' | null = null;

  constructor(private readonly ports: Ports) {}

  typed(): void {
    const choice = this.ports.choice();
    if (choice === 'off') return;
    if (!this.#holds && !this.ports.isPlaying()) return;
    this.#holds ??= choice;
    if (this.#holds === 'pause') this.ports.pause();
    else this.ports.slow(slowShare);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#goOn(), typingPauseMs);
  }

  /** The person took the player in hand: nothing is started behind their back. */
  release(): void {
    clearTimeout(this.#timer);
    if (this.#holds === 'slow') this.ports.slow(1);
    this.#holds = null;
  }

  #goOn(): void {
    const wasPaused = this.#holds === 'pause';
    this.release();
    if (wasPaused) this.ports.play();
  }
}

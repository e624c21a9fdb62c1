import type { Value } from './runtime/backend.ts';
import type { Reading, WhisperSessions } from './sessions.ts';

/**
 * A decoder small enough to reckon by hand, for tests: what it says of the next token is a function of the row's sound and
 * of the tokens before. It counts how many rows each of its steps had, and which values were made and freed.
 */
export type Say = (sound: number, tokens: readonly number[]) => readonly number[];

type Toy = Reading & { states: readonly { sound: number; tokens: readonly number[] }[] };

export const toySessions = (say: Say) => {
  const rowsOfSteps: number[] = [];
  let alive = 0;
  const value = (): Value => {
    alive++;
    return { dims: [], floats: () => new Float32Array(0), free: () => void alive-- };
  };
  const read = (states: Toy['states'], cross: Reading['cross'] | null): Toy => ({
    rows: states.length,
    states,
    logits: states.map(({ sound, tokens }) => [Float32Array.from(say(sound, tokens), Math.log)]),
    attention: states.map(({ tokens }) => [Float32Array.of(tokens.length)]),
    self: { kv: value() },
    cross: cross ?? { kv: value() },
  });
  const sessions = {
    next: async (_sound: Value, before: Toy, tokens: readonly number[]) => {
      rowsOfSteps.push(before.rows);
      const states = before.states.map(({ sound, tokens: said }, row) => ({ sound, tokens: [...said, tokens[row]!] }));
      return read(states, before.cross);
    },
    select: (from: Toy, rows: readonly number[]) => ({
      ...read(
        rows.map((row) => from.states[row]!),
        null,
      ),
    }),
    reorder: (from: Toy, rows: readonly number[]) =>
      read(
        rows.map((row) => from.states[row]!),
        rows.length === from.rows ? from.cross : null,
      ),
    release: (reading: Toy) => Object.values(reading.self).forEach((each) => each.free()),
  };
  return {
    sessions: sessions as unknown as WhisperSessions,
    begin: (sounds: readonly number[]) =>
      read(
        sounds.map((sound) => ({ sound, tokens: [] })),
        null,
      ) as Reading,
    rowsOfSteps,
    /** Values made and not freed. */
    alive: () => alive,
  };
};

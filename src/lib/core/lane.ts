/** A queue that runs one task at a time, in order. A task that fails or is aborted does not stop the next. */
export class LaneQueue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#tail.then(() => {
      signal?.throwIfAborted();
      return task();
    });
    this.#tail = turn.catch(() => {});
    return turn;
  }
}

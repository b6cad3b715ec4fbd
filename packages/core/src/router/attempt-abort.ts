/**
 * The abort signal of one attempt, made when a handler first asks for it: most never do, and it costs more than the
 * rest of a run. A class, since a getter in an object literal gives every object a hidden class of its own, which
 * keeps the attempt and its event alive until the next full collection.
 */
export class AttemptAbort {
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

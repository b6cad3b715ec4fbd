/** An abort signal that is made when a handler first asks for it: most never do. */
export interface AttemptAbort {
  readonly signal: AbortSignal;
  abort(reason: Error): void;
}

export function createAttemptAbort(): AttemptAbort {
  let controller: AbortController | undefined;
  let aborted: Error | undefined;
  return {
    get signal() {
      controller ??= new AbortController();
      if (aborted !== undefined) controller.abort(aborted);
      return controller.signal;
    },
    abort(reason) {
      aborted = reason;
      controller?.abort(reason);
    },
  };
}

interface Realm {
  setTimeout: typeof globalThis.setTimeout;
  clearTimeout: typeof globalThis.clearTimeout;
  readonly Date: DateConstructor;
}

interface Timer {
  readonly dueTime: number;
  readonly fire: () => void;
  readonly real: NodeJS.Timeout;
}

/**
 * Puts a clock into a realm that is `offsetMilliseconds` ahead of the real one. When the offset has grown, `fireDue` runs
 * what is due by it, in order; what nobody hurries is run by real time.
 */
export function createVirtualTimers(
  realm: Realm,
  offsetMilliseconds: () => number,
): { readonly fireDue: () => void } {
  const { setTimeout: setReal, clearTimeout: clearReal } = realm;
  const realNow = realm.Date.now.bind(realm.Date);
  const now = (): number => Math.floor(realNow() + offsetMilliseconds());
  const timers = new Map<unknown, Timer>();

  realm.Date.now = now;
  const set = (
    callback: (...given: unknown[]) => void,
    milliseconds = 0,
    ...given: unknown[]
  ): NodeJS.Timeout => {
    const fire = (): void => {
      timers.delete(real);
      callback(...given);
    };
    const real = setReal(fire, milliseconds);
    timers.set(real, { dueTime: now() + milliseconds, fire, real });
    return real;
  };
  realm.setTimeout = Object.assign(set, { __promisify__: setReal.__promisify__ }) as typeof setReal; // safe: called as it is
  realm.clearTimeout = (timer) => {
    timers.delete(timer);
    clearReal(timer);
  };

  return {
    fireDue() {
      const due = [...timers.values()].filter(({ dueTime }) => dueTime <= now());
      for (const { fire, real } of due.sort((one, other) => one.dueTime - other.dueTime)) {
        clearReal(real);
        fire();
      }
    },
  };
}

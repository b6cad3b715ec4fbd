export interface Remembered<Value> {
  ask(): Promise<Value>;
  /** What was answered so far holds no longer. */
  forget(): void;
}

/**
 * Asks at most once in so many milliseconds, which may depend on the answer, and once for all who ask at the same time. A
 * failure is not remembered. `now`: milliseconds since 1970.
 */
export function remember<Value>(
  milliseconds: number | ((value: Value) => number),
  now: () => number,
  ask: () => Promise<Value>,
): Remembered<Value> {
  let known: { readonly until: number; readonly value: Promise<Value> } | undefined;
  return {
    ask() {
      const time = now();
      if (known !== undefined && time < known.until) return known.value;
      const asked = { until: Number.POSITIVE_INFINITY, value: ask() };
      known = asked;
      asked.value.then(
        (value) => {
          if (known !== asked) return;
          const lasts = typeof milliseconds === "number" ? milliseconds : milliseconds(value);
          known = { until: time + lasts, value: asked.value };
        },
        () => {
          if (known === asked) known = undefined;
        },
      );
      return asked.value;
    },
    forget() {
      known = undefined;
    },
  };
}

/**
 * Looks at something that are never older than the question: one at a time is under way for a name, and all who ask
 * meanwhile get the one that begins when it has ended. So however many ask, two answers at most are being made.
 */
export function sharedLooks<Result>(
  look: (name: string) => Promise<Result>,
): (name: string) => Promise<Result> {
  const underWay = new Map<string, UnderWay<Result>>();

  const begin = (name: string): Promise<Result> => {
    const own: UnderWay<Result> = { current: look(name) };
    underWay.set(name, own);
    const end = (): void => {
      if (own.next === undefined) underWay.delete(name);
    };
    own.current.then(end, end);
    return own.current;
  };

  return (name) => {
    const known = underWay.get(name);
    if (known === undefined) return begin(name);
    const following = (): Promise<Result> => begin(name);
    known.next ??= known.current.then(following, following);
    return known.next;
  };
}

interface UnderWay<Result> {
  readonly current: Promise<Result>;
  next?: Promise<Result>;
}

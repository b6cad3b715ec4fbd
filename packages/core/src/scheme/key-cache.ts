export interface KeyCacheOptions {
  /** Keys remembered at once; the one that was not used for longest makes room. Default 100. */
  readonly maxKeys?: number;
  /** Seconds for which a key is believed without asking again. Default one hour. */
  readonly freshSeconds?: number;
  /** Seconds after that for which it still stands in when asking again fails. Default one day. */
  readonly staleSeconds?: number;
  /** Seconds before the same key is asked for again after that failed, or did not suffice. Default 60. */
  readonly retrySeconds?: number;
  /** Loads begun within any minute, over all keys. Default 30. */
  readonly maxLoadsPerMinute?: number;
}

export interface KeyRequest<Key> {
  readonly now: Date;
  /** Gets the key from where it is published. `undefined`, or a rejection, means that it cannot be had. */
  readonly load: () => Promise<Key | undefined>;
  /** Whether a remembered key will do. For key sets, which are asked for anew when they lack the wanted key. */
  readonly suffices?: (key: Key) => boolean;
}

/**
 * Keys that providers publish: certificates by URL, key sets by URL, single keys by their id. A sender chooses which
 * one is asked for, so everything is bounded: what is remembered, how often a failure is tried again, and how many
 * loads a made-up id can cause. What was good is never pushed out by what was not. Known keys go on working while the
 * loads of a minute are used up; new ones then wait for the next.
 */
export interface KeyCache<Key> {
  /** The key, or `undefined` when it cannot be had now. Never rejects. Requests for one key share one load. */
  get(id: string, request: KeyRequest<Key>): Promise<Key | undefined>;
}

interface Remembered<Key> {
  readonly key: Key;
  readonly loadedAt: number;
}

/**
 * @example
 * const certificates = createKeyCache<KeyObject>({ freshSeconds: 86_400 });
 * const key = await certificates.get(url, { now, load: () => loadCertificate(url) });
 */
export function createKeyCache<Key>(options: KeyCacheOptions = {}): KeyCache<Key> {
  const { maxKeys = 100, freshSeconds = 3600, staleSeconds = 86_400 } = options;
  const { retrySeconds = 60, maxLoadsPerMinute = 30 } = options;
  const keys = new Map<string, Remembered<Key>>(); // in order of use
  const triedAt = new Map<string, number>(); // in order of trying
  const underWay = new Map<string, Promise<void>>();
  let minute = { startedAt: Number.NEGATIVE_INFINITY, loads: 0 };

  const mayLoad = (id: string, seconds: number): boolean => {
    const last = triedAt.get(id);
    if (last !== undefined && isWithin(seconds, last, retrySeconds)) return false;
    if (!isWithin(seconds, minute.startedAt, 60)) minute = { startedAt: seconds, loads: 0 };
    if (minute.loads >= maxLoadsPerMinute) return false;
    minute = { ...minute, loads: minute.loads + 1 };
    return true;
  };

  const load = async (id: string, { load: loadKey }: KeyRequest<Key>, seconds: number): Promise<void> => {
    putLast(triedAt, id, seconds, maxKeys);
    try {
      const key = await loadKey();
      if (key !== undefined) putLast(keys, id, { key, loadedAt: seconds }, maxKeys);
    } catch {
      // It cannot be had now: the caller refuses with `key_unavailable`, and the next one tries after a while.
    }
  };

  return {
    get: async (id, request) => {
      const seconds = request.now.getTime() / 1000;
      if (Number.isNaN(seconds)) return undefined;
      const known = keys.get(id);
      const isFresh = known !== undefined && isWithin(seconds, known.loadedAt, freshSeconds);
      if (!isFresh || request.suffices?.(known.key) === false) {
        let loading = underWay.get(id);
        if (loading === undefined && mayLoad(id, seconds)) {
          loading = load(id, request, seconds).finally(() => underWay.delete(id));
          underWay.set(id, loading);
        }
        await loading;
      }
      const found = keys.get(id);
      if (found === undefined || !isWithin(seconds, found.loadedAt, freshSeconds + staleSeconds))
        return undefined;
      putLast(keys, id, found, maxKeys);
      return found.key;
    },
  };
}

/** Either way: a clock that was set back must not make a key last for ever. */
function isWithin(seconds: number, since: number, length: number): boolean {
  return Math.abs(seconds - since) < length;
}

function putLast<Value>(map: Map<string, Value>, id: string, value: Value, most: number): void {
  map.delete(id);
  map.set(id, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}

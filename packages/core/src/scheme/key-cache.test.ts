import { describe, expect, test } from "vitest";
import { createKeyCache } from "./key-cache.ts";

const start = new Date("2026-01-01T00:00:00Z");

function after(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

/** A place that publishes keys, and counts how often it was asked. */
function createPublisher(answer: (id: string) => string | undefined = (id) => `key ${id}`) {
  const asked: string[] = [];
  return {
    asked,
    load: (id: string) => async () => {
      asked.push(id);
      return answer(id);
    },
  };
}

describe("createKeyCache", () => {
  test("asks once while the key is fresh, and again after", async () => {
    const cache = createKeyCache<string>({ freshSeconds: 100 });
    const { asked, load } = createPublisher();

    expect(await cache.get("a", { now: start, load: load("a") })).toBe("key a");
    expect(await cache.get("a", { now: after(99), load: load("a") })).toBe("key a");
    expect(asked).toHaveLength(1);
    await cache.get("a", { now: after(100), load: load("a") });
    expect(asked).toHaveLength(2);
  });

  test("many who ask at once share one load", async () => {
    const cache = createKeyCache<string>();
    const { asked, load } = createPublisher();

    const got = await Promise.all(
      Array.from({ length: 50 }, () => cache.get("a", { now: start, load: load("a") })),
    );

    expect(new Set(got)).toEqual(new Set(["key a"]));
    expect(asked).toHaveLength(1);
  });

  test("a failure is not tried again at once", async () => {
    const cache = createKeyCache<string>({ retrySeconds: 60 });
    let isUp = false;
    const { asked, load } = createPublisher(() => (isUp ? "key" : undefined));

    expect(await cache.get("a", { now: start, load: load("a") })).toBeUndefined();
    isUp = true;
    expect(await cache.get("a", { now: after(59), load: load("a") })).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(await cache.get("a", { now: after(60), load: load("a") })).toBe("key");
  });

  test("a load that rejects gives no key", async () => {
    const load = () => Promise.reject(new Error("unreachable"));

    expect(await createKeyCache<string>().get("a", { now: start, load })).toBeUndefined();
  });

  test("an old key stands in while its source is away, and not for ever", async () => {
    const cache = createKeyCache<string>({ freshSeconds: 100, staleSeconds: 1000 });
    const load = () => Promise.resolve(undefined);
    await cache.get("a", { now: start, load: () => Promise.resolve("key") });

    expect(await cache.get("a", { now: after(1099), load })).toBe("key");
    expect(await cache.get("a", { now: after(1100), load })).toBeUndefined();
  });

  test("a key set that lacks the wanted key is asked for anew, once in a while", async () => {
    const cache = createKeyCache<string>({ retrySeconds: 60 });
    const { asked, load } = createPublisher(() => (asked.length > 1 ? "old new" : "old"));
    const wants = (word: string, seconds: number) =>
      cache.get("set", {
        now: after(seconds),
        load: load("set"),
        suffices: (set) => set.split(" ").includes(word),
      });

    expect(await wants("old", 0)).toBe("old");
    expect(await wants("new", 1)).toBe("old");
    expect(asked).toHaveLength(1);
    expect(await wants("new", 60)).toBe("old new");
    expect(await wants("made up", 61)).toBe("old new");
    expect(asked).toHaveLength(2);
  });

  test("made-up ids cause a bounded number of loads, and do not push out what is known", async () => {
    const cache = createKeyCache<string>({ maxKeys: 2, maxLoadsPerMinute: 30 });
    const { asked, load } = createPublisher((id) => (id === "good" ? "key" : undefined));
    await cache.get("good", { now: start, load: load("good") });

    for (let index = 0; index < 200; index++) {
      await cache.get(`made up ${index}`, { now: after(1), load: load(`made up ${index}`) });
    }

    expect(asked).toHaveLength(30);
    expect(await cache.get("good", { now: after(2), load: load("good") })).toBe("key");
    await cache.get("another", { now: after(60), load: load("another") });
    expect(asked).toHaveLength(31);
  });

  test("the key that was not used for longest makes room", async () => {
    const cache = createKeyCache<string>({ maxKeys: 2, retrySeconds: 0 });
    const { asked, load } = createPublisher();
    for (const id of ["a", "b", "a", "c", "a"]) await cache.get(id, { now: start, load: load(id) });

    await cache.get("b", { now: start, load: load("b") });

    expect(asked).toEqual(["a", "b", "c", "b"]);
  });

  test("a clock that is no time gives no key", async () => {
    const { asked, load } = createPublisher();

    expect(await createKeyCache<string>().get("a", { now: new Date("?"), load: load("a") })).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

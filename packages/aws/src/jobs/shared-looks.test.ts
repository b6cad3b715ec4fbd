import { describe, expect, test } from "vitest";
import { sharedLooks } from "./shared-looks.ts";

/** Looks that end when the test says so. */
function slowLooks() {
  const begun: { readonly name: string; readonly end: PromiseWithResolvers<number> }[] = [];
  const look = sharedLooks((name) => {
    const end = Promise.withResolvers<number>();
    begun.push({ name, end });
    return end.promise;
  });
  return { begun, look };
}

describe("looks that are shared", () => {
  test("all who ask while one is under way get the one after it, which began after they asked", async () => {
    const { begun, look } = slowLooks();

    const first = look("job");
    const others = [look("job"), look("job"), look("job")];
    begun[0]?.end.resolve(1);
    await first;
    const late = look("job");
    await Promise.resolve();
    begun[1]?.end.resolve(2);

    expect(await Promise.all([first, ...others])).toEqual([1, 2, 2, 2]);
    expect(await Promise.race([late, Promise.resolve("not yet")])).not.toBe(1);
    expect(begun.length).toBeLessThanOrEqual(3);
  });

  test("of other names do not wait", () => {
    const { begun, look } = slowLooks();

    void look("one");
    void look("other");

    expect(begun.map(({ name }) => name)).toEqual(["one", "other"]);
  });

  test("one that fails is no reason for the next to fail", async () => {
    const { begun, look } = slowLooks();

    const first = look("job");
    const second = look("job");
    begun[0]?.end.reject(new Error("throttled"));
    await expect(first).rejects.toThrow("throttled");
    await Promise.resolve();
    begun[1]?.end.resolve(2);

    expect(await second).toBe(2);
  });
});

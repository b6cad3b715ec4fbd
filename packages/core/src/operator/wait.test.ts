import { expect, test } from "vitest";
import { waitFor } from "./wait.ts";

test("waitFor ends at once when it is told to stop", async () => {
  const stop = new AbortController();
  const waiting = waitFor(3_600_000, stop.signal);

  stop.abort();

  await expect(waiting).resolves.toBeUndefined();
  await expect(waitFor(3_600_000, stop.signal)).resolves.toBeUndefined();
});

test("waitFor ends when the time is over", async () => {
  await expect(waitFor(1, new AbortController().signal)).resolves.toBeUndefined();
});

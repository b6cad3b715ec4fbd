import { expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";
import { createProgress } from "./progress.ts";

test("shows how far it is, how fast, and how long it will take, at most ten times a second", async () => {
  const { io, err } = createTestIo({ isTTY: true });
  const progress = createProgress(io, "Replaying", 400);

  progress.update(1);
  progress.update(2);
  await io.wait(2000, new AbortController().signal);
  progress.update(100);
  progress.update(400, ", 3 failed again");
  progress.end();

  expect(err().split("\r\u001b[2K")).toEqual([
    "",
    `Replaying ${"░".repeat(24)} 1/400`,
    `Replaying ${"█".repeat(6)}${"░".repeat(18)} 100/400, 50/s, 6 s left`,
    `Replaying ${"█".repeat(24)} 400/400, 200/s, 3 failed again`,
    "",
  ]);
});

test("writes nothing where nobody looks", () => {
  const { io, err } = createTestIo();
  const progress = createProgress(io, "Replaying", 400);

  progress.update(400);
  progress.end();

  expect(err()).toBe("");
});

import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";

const output = (isTTY: boolean) => ({ write: () => {}, isTTY, columns: 80 });

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("on a terminal %s with %j there are colours: %s", (isTTY, env, expected) => {
  const text = createPaint(output(isTTY), env)("red", "x");

  expect(text).toBe(expected ? "\u001b[31mx\u001b[39m" : "x");
});

import { consoleKeys } from "@hookyard/console";
import { expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

const operatorToken = "a-token-for-tests";
const operatorUrl = "http://127.0.0.1:3001";
const readOwner = () => ({ url: "http://127.0.0.1:3000", operatorUrl, operatorToken });
const keys = consoleKeys(operatorToken);

test("prints the link that logs in, and by --role one that only lets look", async () => {
  const { run, out } = createTestIo({ engine: { readOwner } });

  expect(await run("console")).toBe(0);
  expect(await run("console", "--role", "viewer")).toBe(0);
  expect(out()).toBe(
    `${operatorUrl}/console/#key=${keys.operator}\n${operatorUrl}/console/#key=${keys.viewer}\n`,
  );
});

test("--json is for programs", async () => {
  const { run, out } = createTestIo({ engine: { readOwner } });

  await run("console", "--json");

  expect(JSON.parse(out())).toEqual({
    url: `${operatorUrl}/console/#key=${keys.operator}`,
    role: "operator",
  });
});

test("without a process there is no link, and it says how to get one", async () => {
  const { run, err } = createTestIo();

  expect(await run("console")).toBe(2);
  expect(err()).toContain("npx hookyard start");
});

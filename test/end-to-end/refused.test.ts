import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askOperator, runHookyard } from "../support/hookyard-process.ts";
import {
  type FiveProviders,
  type SignedDelivery,
  secretVariables,
  signed,
  startFiveProviders,
} from "./five-providers.ts";
import { bodyMarker, githubSender, stripeSender } from "./senders.ts";

const wrongSecrets = {
  HOOKYARD_SECRET_STRIPE: "whsec_0000000000000000wrong-secret",
  HOOKYARD_SECRET_GITHUB_ACME: stripeSender.strangerSecret,
};

/** Of its own: it outlives the processes that run on it. */
const dataDirectory = mkdtempSync(join(tmpdir(), "hookyard-refused-"));
let hookyard: FiveProviders;
let genuine: SignedDelivery;
let forged: SignedDelivery;

const kept = (filter = {}) =>
  askOperator(dataDirectory, (operator) => operator.refusedRequests(filter, { limit: 100 }));

beforeAll(async () => {
  hookyard = await startFiveProviders({ env: wrongSecrets, dataDirectory });
  genuine = await signed(stripeSender);
  forged = await signed(stripeSender, { secret: "whsec_of-nobody-here" });
});
afterAll(async () => {
  await hookyard.remove();
  rmSync(dataDirectory, { recursive: true, force: true });
});

test("refused requests are answered 401 without a reason, explained in one line each, and kept", async () => {
  for (const delivery of [genuine, forged]) {
    const answer = await hookyard.send("stripe", delivery);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toMatch(/secret|explan|mismatch/);
  }
  // Signed by Stripe, with Stripe's headers, at GitHub's URL: and the secret of "small" is right there.
  await hookyard.send("github-acme", genuine);

  const { rows } = await eventually(kept, (found) => found.rows.length === 3, {
    what: "three kept requests",
  });

  expect(rows.map(({ source, reason, explanation }) => [source, reason, explanation.code])).toEqual([
    ["github-acme", "header_missing", "other_provider"],
    ["stripe", "signature_mismatch", "unexplained"],
    ["stripe", "signature_mismatch", "other_source_secret"],
  ]);
  expect(rows[2]?.explanation.message).toContain('"small"');
  const lines = await eventually(
    () => hookyard.printed.records().filter((record) => record["event"] === "refused"),
    (found) => found.length === 3,
  );
  expect(lines[0]).toMatchObject({
    message: expect.stringContaining('the secret of the source "small"'),
    fields: {
      source: "stripe",
      reason: "signature_mismatch",
      explanation: "other_source_secret",
      refused: rows[2]?.id,
    },
  });
  expect(hookyard.leaked()).toEqual([]);
  expect(hookyard.printed.text()).not.toContain(bodyMarker);
});

test("the report of a source says what explains its refusals", async () => {
  const reports = await eventually(
    () => askOperator(dataDirectory, (operator) => operator.sources()),
    (found) => found.some(({ source, refused }) => source === "github-acme" && refused.length > 0),
  );

  expect(reports.find(({ source }) => source === "github-acme")?.refused).toMatchObject([
    { reason: "header_missing", count: 1, explanation: { code: "other_provider", evidence: "signature" } },
  ]);
});

test("what is shown of one holds no header value and no body", async () => {
  const { rows } = await kept();

  const { out, exitCode } = await runHookyard([
    "refused",
    "show",
    rows[0]?.id ?? "",
    "--data",
    dataDirectory,
  ]);

  expect(exitCode).toBe(0);
  expect(out).toContain("stripe-signature");
  expect(out).toContain("other_provider");
  expect(out).not.toContain(bodyMarker);
  expect(out).not.toContain(genuine.headers["stripe-signature"]);
});

test("a retry with the secret as wrong as before changes nothing", async () => {
  const { exitCode, out } = await runHookyard([
    "refused",
    "retry",
    "--source",
    "stripe",
    "--yes",
    "--json",
    "--data",
    dataDirectory,
  ]);

  expect(exitCode).toBe(1);
  expect(JSON.parse(out).results).toMatchObject([{ status: "refused" }, { status: "refused" }]);
  expect((await kept({ source: "stripe" })).rows).toHaveLength(2);
  expect(hookyard.received()).toEqual([]);
});

test("after the secret was corrected, a retry delivers the genuine one once, with the time of its arrival", async () => {
  const arrived = (await kept({ source: "stripe" })).rows.at(-1)?.receivedtime;
  await hookyard.stop();
  await hookyard.remove();
  hookyard = await startFiveProviders({ dataDirectory });
  const flags = ["--data", dataDirectory, "--json", "--yes"];
  const { exitCode, out } = await runHookyard(
    ["refused", "retry", "--source", "stripe", ...flags],
    secretVariables,
  );

  const { results } = JSON.parse(out);
  expect(exitCode).toBe(1); // the forged one is refused again
  expect(results).toMatchObject([
    { status: "accepted", events: [expect.stringMatching(/^evt_/)] },
    { status: "refused", reason: "signature_mismatch" },
  ]);
  const got = await eventually(
    () => hookyard.received().filter(({ consumer }) => consumer === "record"),
    (found) => found.length > 0,
  );
  expect(got).toMatchObject([{ event: { type: "payment.succeeded", receivedtime: arrived } }]);

  // The sender tries again too, and it is the same event.
  expect(await (await hookyard.send("stripe", genuine)).json()).toMatchObject({
    status: "duplicate",
    id: results[0].events[0],
  });
  expect((await kept({ source: "stripe" })).rows.map(({ explanation }) => explanation.code)).toEqual([
    "unexplained",
  ]);
  expect(hookyard.received().filter(({ consumer }) => consumer === "record")).toHaveLength(1);
});

test("a flood of forged requests is refused and counted, and a bounded part of it is kept", async () => {
  const flood = await Promise.all(
    Array.from({ length: 400 }, () =>
      hookyard.send("slack", { body: "{}", headers: { "x-slack-signature": "v0=00" } }),
    ),
  );
  expect(flood.every(({ status }) => status === 401)).toBe(true);

  const reports = await eventually(
    () => askOperator(dataDirectory, (operator) => operator.sources()),
    (found) => found.find(({ source }) => source === "slack")?.refused[0]?.count === 400,
    { what: "all counted" },
  );

  expect(reports.find(({ source }) => source === "slack")?.refused[0]?.explanation).toBeDefined();
  const { rows } = await kept({ source: "slack" });
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThan(80);
});

test("where nothing runs, a retry with the router accepts, and it is delivered at the next start", async () => {
  const refused = await signed(githubSender, { secret: "the secret that will be right" });
  await hookyard.send("github-acme", refused);
  await eventually(
    () => kept({ source: "github-acme" }),
    (found) => found.rows.some(({ reason }) => reason === "signature_mismatch"),
  );
  await hookyard.stop();
  const router = new URL("fixture/five/router.ts", import.meta.url).pathname;
  const flags = ["--data", dataDirectory, "--router", router, "--json", "--yes"];
  const corrected = { ...secretVariables, HOOKYARD_SECRET_GITHUB_ACME: "the secret that will be right" };

  const { out } = await runHookyard(
    ["refused", "retry", "--reason", "signature_mismatch", "--source", "github-acme", ...flags],
    corrected,
  );

  expect(JSON.parse(out).results).toMatchObject([{ status: "accepted" }]);
  const again = await startFiveProviders({ dataDirectory });
  try {
    await eventually(
      () => again.received().filter(({ consumer }) => consumer === "record"),
      (found) => found.some(({ event }) => event.type === "code.pushed"),
    );
  } finally {
    await again.remove();
  }
});

test("discarding forgets", async () => {
  const { exitCode } = await runHookyard(["refused", "discard", "--yes", "--data", dataDirectory]);

  expect(exitCode).toBe(0);
  expect((await kept()).rows).toEqual([]);
});

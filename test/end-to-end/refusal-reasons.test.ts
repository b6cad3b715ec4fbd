import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askToSend, sendRaw } from "../support/raw-http.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { githubSender, standardWebhooksSender, stripeSender } from "./senders.ts";

// A process of its own: the log says no more than 50 times a second why a request was refused.
let hookyard: FiveProviders;
beforeAll(async () => {
  hookyard = await startFiveProviders();
});
afterAll(() => hookyard.remove());

/** Why requests to a source were refused, as the log has it. */
function refusalReasons(source: string): readonly unknown[] {
  return hookyard.printed
    .records()
    .filter((record) => record["event"] === "refused")
    .map((record) => record["fields"])
    .filter(
      (fields) => typeof fields === "object" && fields !== null && Reflect.get(fields, "source") === source,
    )
    .map((fields) => Reflect.get(Object(fields), "reason"));
}

describe("the header of the signature", () => {
  const withHeaders = (
    headers: Readonly<Record<string, string>>,
    change: (value: string) => readonly string[],
  ): (readonly [string, string])[] =>
    Object.entries(headers).flatMap(([name, value]): (readonly [string, string])[] =>
      name === "stripe-signature" || name === "x-hub-signature-256"
        ? change(value).map((one) => [name, one] as const)
        : [[name, value]],
    );

  test.each([
    ["absent", stripeSender, () => [], "header_missing"],
    ["empty", stripeSender, () => [""], "header_empty"],
    [
      "of 15,000 characters",
      stripeSender,
      (value: string) => [value.padEnd(15_000, ",v1=00")],
      "header_oversized",
    ],
    ["made of noise", stripeSender, () => ["\u00ff;=,=;t=v1=,"], undefined],
    ["without a time", stripeSender, (value: string) => [value.replace(/^t=\d+,/, "")], undefined],
    ["without a signature", stripeSender, (value: string) => [value.replace(/,v1=.*/, "")], undefined],
    ["of another algorithm", githubSender, (value: string) => [value.replace("sha256=", "sha1=")], undefined],
    ["cut short", githubSender, (value: string) => [value.slice(0, -2)], undefined],
  ] as const)("%s is refused with 401", async (_what, sender, change, reason) => {
    const { headers, body } = await signed(sender);
    const before = refusalReasons(sender.source).length;

    const answer = await sendRaw(hookyard.url, {
      path: `/webhooks/${sender.source}`,
      headers: withHeaders(headers, change),
      body,
    });

    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([401, { code: "signature_invalid" }]);
    const reasons = await eventually(
      () => refusalReasons(sender.source),
      ({ length }) => length > before,
    );
    expect(reasons.at(-1)).toEqual(reason ?? expect.any(String));
  });

  test("doubled, with the right one among them, never lets anything through that the right one does not sign", async () => {
    const { headers, body } = await signed(githubSender);
    const stranger = await signed(githubSender, { secret: githubSender.strangerSecret });
    const strangers = stranger.headers["x-hub-signature-256"] ?? "";
    const send = (values: (value: string) => readonly string[], sent: string) =>
      sendRaw(hookyard.url, {
        path: "/webhooks/github-acme",
        headers: withHeaders(headers, values),
        body: sent,
      });

    const changed = await send((value) => [value, strangers], `${body} `);
    const twoStrangers = await send(() => [strangers, strangers], body);

    expect([changed.status, twoStrangers.status]).toEqual([401, 401]);
  });
});

test("a sender that leaves in the middle of a body leaves nothing but a line in the log", async () => {
  const { headers, body } = await signed(standardWebhooksSender);
  const { socket, toldToGoOn } = askToSend(hookyard.url, "partner", headers, body.length + 100);
  await toldToGoOn;
  socket.write(body, () => socket.resetAndDestroy());

  await eventually(
    () => refusalReasons("partner"),
    (reasons) => reasons.includes("body_aborted"),
  );

  expect(hookyard.received().filter(({ event }) => event.source === "/webhooks/partner")).toEqual([]);
  expect((await hookyard.send("partner", await signed(standardWebhooksSender))).status).toBe(200);
});

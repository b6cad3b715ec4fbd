import { ConfigError } from "@hookyard/core";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { EndpointApi } from "../endpoint/endpoint.ts";
import { type FakeAccount, type FakeProvider, newAccount } from "../testing/fake-account.ts";
import { eventGridWith, type GridWorld } from "../testing/fake-event-grid.ts";
import { pubsubToken, pubsubWith } from "../testing/fake-pubsub.ts";
import { sns, snsWith } from "../testing/fake-sns.ts";
import { openFake } from "../testing/open-fake.ts";
import { awsQueryFetch } from "./aws-query.ts";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

const url = "https://hooks.example.com/webhooks/mine";
const wanted = { url, types: ["*"], description: "Hookyard: mine", secret: "hunter2hunter2" };

function play(
  fake: FakeProvider,
  waited?: (milliseconds: number) => void,
): { readonly account: FakeAccount; readonly api: EndpointApi } {
  const account = newAccount();
  server.use(...fake.handlers(account));
  return { account, api: openFake(fake, waited) };
}

const settingsOf = (fake: FakeProvider, settings: Readonly<Record<string, string>>): FakeProvider => ({
  ...fake,
  settings: { ...fake.settings, ...settings },
});

test("AWS's own example of a request is signed as AWS signs it", async () => {
  const sent: Headers[] = [];
  const fetch = awsQueryFetch(
    {
      fetch: async (_url, init) => {
        sent.push(new Headers(init?.headers));
        return new Response("<A><B>1</B></A>");
      },
      now: () => new Date("2015-08-30T12:36:00Z"),
    },
    {
      service: "service",
      region: "us-east-1",
      credentials: {
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      },
    },
  );

  const answer = await fetch("https://example.amazonaws.com/", { method: "POST" });

  expect(sent[0]?.get("authorization")).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  );
  expect(await answer.json()).toEqual({ A: { B: "1" } });
});

test("SNS: raw message delivery is a fault, which an update puts right", async () => {
  const raw = new Set<string>();
  const { api } = play(snsWith(raw));
  const { endpoint } = await api.create(wanted);
  raw.add(endpoint.id);

  const [faulty] = await api.list();
  await api.update(endpoint, wanted);
  const [mended] = await api.list();

  expect(faulty?.faults).toEqual(["raw message delivery is on: nothing is signed"]);
  expect(mended?.faults).toBeUndefined();
});

test("SNS: what waits for its confirmation cannot be removed", async () => {
  const { account, api } = play(sns);
  await api.create(wanted);
  for (const endpoint of account.endpoints) endpoint.isEnabled = false;
  const [waiting] = await api.list();
  if (waiting === undefined) throw new TypeError("nothing is listed");

  await expect(api.remove(waiting)).rejects.toMatchObject({ code: "api_refused" });
  expect(account.endpoints).toHaveLength(1);
});

test("SNS: what was unsubscribed and is listed for some days more is no endpoint", async () => {
  const { api } = play(sns);
  const { endpoint } = await api.create(wanted);

  await api.remove(endpoint);

  expect(await api.list()).toEqual([]);
});

test("SNS: what AWS says of a wrong key is told", async () => {
  play(sns);
  const api = openFake({ ...sns, key: "AKIDEXAMPLE:wrong" });

  await expect(api.list()).rejects.toMatchObject({
    code: "api_key_refused",
    message: expect.stringContaining("SignatureDoesNotMatch"),
  });
});

test("Event Grid: the answer to the question is waited for", async () => {
  const waits: number[] = [];
  const { api } = play(eventGridWith(gridWorld({ looks: 2 })), (milliseconds) => waits.push(milliseconds));

  const { endpoint } = await api.create(wanted);

  expect(endpoint.status).toBe("enabled");
  expect(waits).toEqual([2_000, 2_000]);
});

test("Event Grid: it is waited a minute for", async () => {
  const waits: number[] = [];
  const { api } = play(eventGridWith(gridWorld({ looks: 1_000 })), (milliseconds) =>
    waits.push(milliseconds),
  );

  await api.create(wanted);

  expect(waits).toHaveLength(29);
});

test("Event Grid: a question that was not answered is told", async () => {
  const { api } = play(eventGridWith(gridWorld({ outcome: "Failed" })));

  await expect(api.create(wanted)).rejects.toMatchObject({
    code: "api_refused",
    message: expect.stringContaining('"Failed"'),
  });
  expect(await api.list()).toMatchObject([{ url, status: "failing", detail: "Failed" }]);
});

test("Event Grid: a filter that somebody set stays, and a schema of its own goes", async () => {
  const world = gridWorld({ filter: { subjectBeginsWith: "/orders" }, schema: "CustomInputSchema" });
  const { account, api } = play(eventGridWith(world));
  const { endpoint } = await api.create(wanted);

  await api.update(endpoint, { ...wanted, types: ["Microsoft.Storage.BlobCreated"] });

  const change = account.requests.find(({ method }) => method === "PATCH");
  expect(endpoint.faults).toEqual(["its events come in a schema of their own"]);
  expect(JSON.parse(change?.body ?? "")).toEqual({
    destination: { endpointType: "WebHook", properties: { endpointUrl: `${url}?token=hunter2hunter2` } },
    filter: { subjectBeginsWith: "/orders", includedEventTypes: ["Microsoft.Storage.BlobCreated"] },
    eventDeliverySchema: "CloudEventSchemaV1_0",
  });
});

test("Event Grid: what is delivered by the topic's own identity is no endpoint", async () => {
  const { api } = play(eventGridWith(gridWorld({})));

  expect(await api.list()).toEqual([]);
});

test("Event Grid: topics of other services have their subscriptions right below them", async () => {
  const resource = "/subscriptions/1/resourceGroups/a b/providers/Microsoft.EventGrid/systemTopics/files";
  const { api } = play(settingsOf(eventGridWith(gridWorld({})), { resource }));
  const path = `${resource.replace(" ", "%20")}/eventSubscriptions`;
  server.use(http.get(`https://management.azure.com${path}`, () => HttpResponse.json({ value: [] })));

  expect(await api.list()).toEqual([]);
});

test("Pub/Sub: what the preset would refuse is a fault, which an update puts right", async () => {
  const world: { push: Readonly<Record<string, unknown>> } = { push: {} };
  const { api } = play(pubsubWith(world));
  const { endpoint } = await api.create(wanted);

  world.push = {};
  const [tokenless] = await api.list();
  world.push = { oidcToken: { ...pubsubToken, audience: "another" }, noWrapper: { writeMetadata: false } };
  const [other] = await api.list();
  await api.update(endpoint, wanted);

  expect(tokenless?.faults).toEqual(["its requests carry no token"]);
  expect(other?.faults).toEqual([
    "its token has another service account or audience",
    "its messages come without their wrapper",
  ]);
  expect(world.push).toEqual({ oidcToken: pubsubToken });
});

test("Pub/Sub: a list of another shape is no empty list", async () => {
  play(pubsubWith({ push: {} }));
  server.use(
    http.get("https://pubsub.googleapis.com/v1/projects/acme/subscriptions", () =>
      HttpResponse.json({ surprise: true }),
    ),
  );

  await expect(openFake(pubsub).list()).rejects.toMatchObject({ code: "api_answer_invalid" });
});

test("SNS: a list of another shape is no empty list", async () => {
  const name = "ListSubscriptionsByTopic";
  server.use(
    http.post("https://sns.eu-central-1.amazonaws.com/", () =>
      HttpResponse.xml(`<${name}Response><${name}Result><Other/></${name}Result></${name}Response>`),
    ),
  );

  await expect(openFake(sns).list()).rejects.toMatchObject({ code: "api_answer_invalid" });
});

test("SNS: a topic that nobody hears has no endpoints", async () => {
  const name = "ListSubscriptionsByTopic";
  server.use(
    http.post("https://sns.eu-central-1.amazonaws.com/", () =>
      HttpResponse.xml(`<${name}Response><${name}Result><Subscriptions/></${name}Result></${name}Response>`),
    ),
  );

  expect(await openFake(sns).list()).toEqual([]);
});

const grid = eventGridWith(gridWorld({}));
const pubsub = pubsubWith({ push: {} });

test.each<[string, Pick<FakeProvider, "client" | "key" | "settings">]>([
  ["several topics", settingsOf(sns, { topicArn: `${sns.settings["topicArn"]},arn:aws:sns:eu-west-1:1:b` })],
  ["half a key of AWS", { ...sns, key: "AKIDEXAMPLE" }],
  ["a resource that is none", settingsOf(grid, { resource: "orders" })],
  ["a resource with a query", settingsOf(grid, { resource: "/subscriptions/1?x=" })],
  ["a topic without its project", settingsOf(pubsub, { topic: "orders" })],
  ["a key that is no JSON", { ...pubsub, key: "hunter2hunter2" }],
  ["a key without its parts", { ...pubsub, key: '{"client_email":"hunter2hunter2"}' }],
  ["a private key that is none", { ...pubsub, key: '{"client_email":"a","private_key":"hunter2hunter2"}' }],
])("%s is told before anything is sent, without the key", (_what, fake) => {
  const opened = (): unknown => openFake(fake);

  expect(opened).toThrow(ConfigError);
  expect(opened).not.toThrow(/hunter2/);
});

function gridWorld(world: Partial<GridWorld>): GridWorld {
  return { filter: {}, outcome: "Succeeded", looks: 0, schema: "CloudEventSchemaV1_0", ...world };
}

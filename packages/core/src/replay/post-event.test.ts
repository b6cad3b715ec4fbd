import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPostEvent } from "./post-event.ts";

interface Seen {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let url: string;
let seen: Seen[];
let status: number;
let close: () => void;

beforeEach(async () => {
  seen = [];
  status = 200;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ headers: request.headers, body });
      response.writeHead(status, { location: "http://127.0.0.1:9/" }).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  close = () => server.close();
});
afterEach(() => close());

const post = createPostEvent(fetch);
const event = '{"specversion":"1.0","id":"evt_1","data":{"n":12345678901234567890}}';

test("posts the event as it is kept, as a structured CloudEvent with its delivery's id", async () => {
  expect(await post({ url, text: event, deliveryId: "evt_1:a" })).toBe(true);

  expect(seen).toMatchObject([
    {
      body: event,
      headers: { "content-type": "application/cloudevents+json", "hookyard-delivery": "evt_1:a" },
    },
  ]);
});

test.each([400, 500, 302])("an answer of %i is not taken, and no redirect is followed", async (answer) => {
  status = answer;

  expect(await post({ url, text: event, deliveryId: "evt_1:a" })).toBe(false);
  expect(seen).toHaveLength(1);
});

test("nobody there is not taken, and no error", async () => {
  close();

  expect(await post({ url: "http://127.0.0.1:9/", text: event, deliveryId: "evt_1:a" })).toBe(false);
});

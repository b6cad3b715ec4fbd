import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSocket, readAnswer } from "../support/raw-http.ts";
import { type FiveProviders, signed, startFiveProviders } from "./five-providers.ts";
import { senders, stripeSender } from "./senders.ts";

describe("with little time for a body and no room for events", () => {
  let hookyard: FiveProviders;
  beforeAll(async () => {
    hookyard = await startFiveProviders({ limits: { bodyTimeoutMilliseconds: 300, maxBacklog: 0 } });
  });
  afterAll(() => hookyard.remove());

  const beginBody = () => {
    const socket = openSocket(hookyard.url);
    socket.write('POST /webhooks/stripe HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{"id":');
    return socket;
  };

  test("a body that stops half-way is answered 408 body_timeout, and the connection is closed", async () => {
    const answer = await readAnswer(beginBody());

    expect(answer.status).toBe(408);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("connection")).toBe("close");
    expect(JSON.parse(answer.body)).toMatchObject({ status: 408, code: "body_timeout" });
  });

  test("a body that drips is answered 408 all the same", async () => {
    const socket = beginBody();
    const drip = setInterval(() => socket.write(" "), 20);

    const answer = await readAnswer(socket);
    clearInterval(drip);

    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([408, { code: "body_timeout" }]);
  });

  test.each(senders.map((sender) => [sender.provider.id, sender] as const))(
    "what %s sends is answered 503 not_stored, with the time to try again",
    async (_id, sender) => {
      const response = await hookyard.send(sender.source, await signed(sender));

      expect(response.status).toBe(503);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ status: 503, code: "not_stored" });
    },
  );
});

// Linux has all of 127.0.0.0/8; elsewhere only 127.0.0.1 is there without being set up.
describe.skipIf(process.platform !== "linux")("listening at one address", () => {
  let hookyard: FiveProviders;
  beforeAll(async () => {
    hookyard = await startFiveProviders({ flags: ["--host", "127.0.0.2", "--log-level", "error"] });
  });
  afterAll(() => hookyard.remove());

  const reaches = (address: string, url: string): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ host: address, port: Number(new URL(url).port) });
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });

  test("ingest is where --host says, the operator's port is on 127.0.0.1 alone whatever it says", async () => {
    expect(new URL(hookyard.operatorUrl).hostname).toBe("127.0.0.1");
    expect(await reaches("127.0.0.2", hookyard.url)).toBe(true);
    expect(await reaches("127.0.0.1", hookyard.url)).toBe(false);
    expect(await reaches("127.0.0.1", hookyard.operatorUrl)).toBe(true);
    expect(await reaches("127.0.0.2", hookyard.operatorUrl)).toBe(false);
  });

  test("--log-level error prints nothing of what goes well", async () => {
    expect((await hookyard.send("stripe", await signed(stripeSender))).status).toBe(200);
    expect(await hookyard.stop()).toBe(0);
    expect(hookyard.printed.records().map(({ event }) => event)).toEqual(["started", "stopping", "stopped"]);
  });
});

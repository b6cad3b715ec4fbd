import { Agent, get } from "node:http";
import { expect, test } from "vitest";
import { listen } from "./listen.ts";
import { ingestServer } from "./server-limits.ts";

test("closing does not wait for connections that are kept alive after their last answer", async () => {
  const inHand = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<Response>();
  const fetch = (): Promise<Response> => {
    inHand.resolve();
    return goOn.promise;
  };
  const { url, close } = await listen({
    fetch,
    host: "127.0.0.1",
    port: 0,
    what: "ingest",
    limits: ingestServer,
  });
  const agent = new Agent({ keepAlive: true });
  const answered = new Promise((resolve) => {
    get(url, { agent }, (response) => response.resume().on("end", () => resolve(response.statusCode)));
  });
  await inHand.promise;

  const closed = close(60_000);
  goOn.resolve(new Response("ok"));

  expect(await answered).toBe(200);
  await closed; // within the test's time, far from the minute
  agent.destroy();
}, 20_000);

test("a port that is shared with another thread is taken for everybody else", async () => {
  const options = {
    fetch: () => new Response("ok"),
    host: "127.0.0.1",
    what: "ingest",
    limits: ingestServer,
  } as const;
  const first = await listen({ ...options, port: 0, sharing: "first" });
  const more = await listen({ ...options, port: first.port, sharing: "more" });

  await expect(listen({ ...options, port: first.port, sharing: "first" })).rejects.toThrow(
    `port ${first.port} on 127.0.0.1 is taken`,
  );
  await expect(listen({ ...options, port: first.port })).rejects.toThrow("is taken");

  await more.close(0);
  await first.close(0);
});

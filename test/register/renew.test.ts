import { loadRouter, createRegistrationStore, startHookyard } from "@hookyard/embedded";
import { github } from "@hookyard/core/provider/github";
import { signWebhook } from "@hookyard/core/testing/sign-webhook";
import { expect, test, vi } from "vitest";
import { createWorld, routerFile } from "./world.ts";

test.each([
  ["small", 10],
  ["large", 600_000],
])(
  "a running process verifies %s bodies with a secret that was just registered, and with the one before",
  async (_size, padding) => {
    const { data } = createWorld();
    const running = await startHookyard({
      routerFile,
      dataDirectory: data,
      host: "127.0.0.1",
      port: 0,
      operatorPort: 0,
      env: {},
      log: () => undefined,
    });
    let number = 0;
    const post = async (secret: string): Promise<number> => {
      const url = `${running.url}/webhooks/github`;
      const signed = await signWebhook(github, {
        secret,
        url,
        now: new Date(),
        method: "POST",
        headers: { "x-github-event": "ping", "x-github-delivery": `delivery-${++number}` },
        body: Buffer.from(JSON.stringify({ zen: "z".repeat(padding) })),
      });
      return (await fetch(url, { method: "POST", headers: signed.headers, body: signed.body })).status;
    };

    try {
      const store = createRegistrationStore({ dataDirectory: data, router: await loadRouter(routerFile) });
      const before = (await store.read("github")).secrets[0]?.value ?? "";
      expect(await post("the-new-secret")).toBe(401);
      await store.write("github", {
        secrets: [{ value: "the-new-secret" }, { value: before, until: "2999-01-01T00:00:00Z" }],
        retiring: [],
      });

      await vi.waitFor(async () => expect(await post("the-new-secret")).toBe(200), {
        timeout: 10_000,
        interval: 100,
      });
      expect(await post(before)).toBe(200);
      expect(await post("another-secret")).toBe(401);
    } finally {
      await running.stop();
    }
  },
);

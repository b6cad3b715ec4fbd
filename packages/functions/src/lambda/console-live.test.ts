import { expect, test, vi } from "vitest";
import { endLive } from "./console-live.ts";

const live = { headers: { "content-type": "text/event-stream" } };

/** A body that says one thing and then nothing, for ever. */
function endless(): { readonly body: ReadableStream<Uint8Array>; readonly cancel: () => void } {
  const cancel = vi.fn<() => void>();
  let count = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      count += 1;
      if (count === 1) controller.enqueue(Buffer.from("id: 1\n\n"));
      else return new Promise(() => undefined);
      return undefined;
    },
    cancel,
  });
  return { body, cancel };
}

test("ends a live response after its time, with all that came, and lets go of what it was made of", async () => {
  const { body, cancel } = endless();

  const ended = endLive(new Response(body, live), 30);

  expect(await ended.text()).toBe("id: 1\n\n");
  expect(cancel).toHaveBeenCalledTimes(1);
});

test("ends at once where no time is left", async () => {
  expect(await endLive(new Response(endless().body, live), -5).text()).toMatch(/^(?:id: 1\n\n)?$/);
});

test("lets go of what it was made of when its reader goes away", async () => {
  const { body, cancel } = endless();
  const reader = endLive(new Response(body, live), 60_000).body?.getReader();
  await reader?.read();

  await reader?.cancel();

  expect(cancel).toHaveBeenCalledTimes(1);
});

test("a live response that ends by itself ends then", async () => {
  expect(await endLive(new Response("data: 1\n\n", live), 60_000).text()).toBe("data: 1\n\n");
});

test("leaves every other response as it is", () => {
  const response = Response.json({});

  expect(endLive(response, 1)).toBe(response);
});

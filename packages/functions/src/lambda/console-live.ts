/** What has no end by itself: Lambda bills a connection for as long as it is open, whether anybody is there or not. */
const liveTypes = /^(?:text\/event-stream|application\/x-ndjson)\b/;

/**
 * A live response that ends after a time, and everything else as it is. Whoever reads it connects again with the cursor that
 * came last, so nothing is missed. Lambda does not say when a browser is gone: this is what ends such an invocation.
 */
export function endLive(response: Response, milliseconds: number): Response {
  const { body, headers } = response;
  if (body === null || !liveTypes.test(headers.get("content-type") ?? "")) return response;
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(() => resolve("over"), Math.max(0, milliseconds));
  });
  const bounded = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = await Promise.race([reader.read(), over]);
        if (read !== "over" && !read.done) return controller.enqueue(read.value);
        clearTimeout(timer);
        controller.close();
        await reader.cancel();
      },
      async cancel() {
        clearTimeout(timer);
        await reader.cancel();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(bounded, response);
}

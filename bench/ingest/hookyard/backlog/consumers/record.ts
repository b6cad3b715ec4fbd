import { router } from "../router.ts";

/** Takes one event and does not come back until the process ends. */
export const record = router.consumer("record", (_event, context) => {
  return new Promise<void>((_resolve, reject) => {
    context.signal.addEventListener("abort", () => reject(new Error("the benchmark is over")));
  });
});

import { describeFailure } from "@hookyard/core";
import { AttemptAbort } from "@hookyard/core/router/attempt-abort";
import { createContext } from "../consumer/context.ts";
import { consumerFile, loadConsumer } from "../consumer/load-consumer.ts";
import type { LetterRun, RunLetters } from "./protocol.ts";

// Started by `runLettersHere`: a process of its own, so that a debugger can stop it without stopping the command, which
// keeps the letters' hold alive meanwhile.
process.once("message", (message) => void run(message as RunLetters)); // safe: only `runLettersHere` speaks to it

async function run({ routerFile, letters }: RunLetters): Promise<void> {
  for (const letter of letters) {
    const started = Date.now();
    const { id, consumer, event, replay, attempts } = letter;
    const send = (end: Omit<LetterRun, "id" | "milliseconds">): void =>
      void process.send?.({ id, milliseconds: Date.now() - started, ...end });
    try {
      const loaded = await loadConsumer(consumer, consumerFile(routerFile, consumer));
      const context = createContext({
        consumer: loaded,
        event,
        item: { key: 0, token: 0, attempt: attempts + 1, replay, text: "" },
        abort: new AttemptAbort(),
        // No timeout: somebody may be stepping through the handler.
        deadline: Number.POSITIVE_INFINITY,
        post: (log) => {
          if (log.kind === "log")
            console.error(`${log.record.level}: ${log.record.message}`, log.record.fields);
        },
        now: Date.now,
      });
      await loaded.handler(replay === 0 ? event : { ...event, replay }, context);
      send({ outcome: "done" });
    } catch (error) {
      send({ outcome: "failed", failure: describeFailure(error) });
    }
  }
  process.disconnect();
}

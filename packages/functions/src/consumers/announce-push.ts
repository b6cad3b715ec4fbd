import { PermanentError, RetryAfterError } from "@hookyard/core";
import { env } from "../env.ts";
import { lambdaConsumer } from "../lambda-consumer.ts";
import { router } from "../router.ts";

/** Posts a line in the team's chat for every push to main. */
export const announcePush = router.consumer("announce-push", async (event, context) => {
  const { repository, pusher, commitCount, commits, url } = event.data;
  const title = commits.at(-1)?.message.split("\n")[0] ?? "";
  const text =
    `${pusher ?? "Someone"} pushed ${commitCount} to ${repository}: ${title} ${url ?? ""}`.trimEnd();

  context.log.info("announcing a push", {
    repository,
    commitCount,
    sent: env.announcementsUrl !== undefined,
  });
  if (env.announcementsUrl === undefined) return;
  const response = await fetch(env.announcementsUrl, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": context.idempotencyKey },
    body: JSON.stringify({ text }),
    signal: context.signal,
  });
  await response.body?.cancel();
  // Written out, to show what a handler can say; the other consumers leave it to `send`.
  if (response.status === 429) throw new RetryAfterError(30, "the channel is rate limiting");
  if (response.status === 404 || response.status === 410) throw new PermanentError("the channel is gone");
  if (!response.ok) throw new Error(`the channel answered ${response.status}`);
});

export const handler = lambdaConsumer(announcePush);

import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { clickupMapping } from "../mapping/clickup.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * ClickUp. One change sends several types (`taskUpdated` and `taskStatusUpdated`) under one id of history, so the type
 * belongs to the id; what has no history (`taskDeleted`) has no id.
 *
 * ClickUp's samples sign the body written anew without spaces; what is signed is the body as sent.
 *
 * Scheme from the documentation; retries and the suspension after 100 failures from memory, not confirmed.
 * @see https://developer.clickup.com/docs/webhooksignature
 */
export const clickup = defineProvider({
  id: "clickup",
  name: "ClickUp",
  docs: "https://developer.clickup.com/docs/webhooksignature",
  scheme: hmac({ signature: "x-signature" }),
  body: json,
  identify: ({ payload }) => {
    const type = textAt(payload, "event") ?? "unknown";
    const historyId = textAt(payload, "history_items.0.id");
    return {
      id: historyId === undefined ? undefined : `${type}:${historyId}`,
      type,
      time: unixMillisecondsAt(payload, "history_items.0.date"),
      subject:
        textAt(payload, "task_id") ??
        textAt(payload, "list_id") ??
        textAt(payload, "folder_id") ??
        textAt(payload, "space_id") ??
        textAt(payload, "goal_id"),
    };
  },
  // Five retries; a week is meant to be generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 7,
  domain: clickupMapping,
});

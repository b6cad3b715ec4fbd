import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { jsonOrForm } from "../body/form.ts";
import { datadogMapping } from "../mapping/datadog.ts";
import { defineProvider } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { basicAuth, bearer } from "../scheme/token.ts";

/**
 * Datadog, the webhooks integration of monitors and events.
 *
 * Datadog signs nothing: the team writes headers and payload itself. Set the custom header
 * `{"Authorization": "Bearer <secret>"}`, or put `user:password@` into the URL. The default payload is understood; in a
 * template of your own keep `id` (`$ID`), `event_type` (`$EVENT_TYPE`) and `date` (`$DATE`), and add
 * `"transition": "$ALERT_TRANSITION"` so that alerts become incidents, and
 * `"alert_cycle_key": "$ALERT_CYCLE_KEY"` (or `"aggreg_key": "$AGGREG_KEY"`) so that what goes off and what is over are
 * one incident.
 *
 * Variables, 15 seconds and five retries on 5xx and lost connections from the documentation; the names of the default
 * template from third-party templates.
 * @see https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog = defineProvider({
  id: "datadog",
  name: "Datadog",
  docs: "https://docs.datadoghq.com/integrations/webhooks/",
  scheme: anyOf(bearer(), basicAuth()),
  body: jsonOrForm,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: unixMillisecondsAt(payload, "date") ?? unixMillisecondsAt(payload, "last_updated"),
    subject: textAt(payload, "aggreg_key") ?? textAt(payload, "alert_id"),
  }),
  // Five retries soon after; two days to spare.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 15,
  domain: datadogMapping,
});

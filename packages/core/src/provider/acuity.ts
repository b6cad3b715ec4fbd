import { textAt } from "../body/field.ts";
import { form } from "../body/form.ts";
import { acuityMapping } from "../mapping/acuity.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Acuity Scheduling: appointments, as a form with nothing but ids.
 *
 * The key is the API key of the account's main administrator. No time is signed, and there is no event id. An
 * appointment is scheduled and canceled once, so these two are known by its id; it can be moved or changed again with
 * the same bytes, so of those none is taken for a duplicate. The action is
 * `scheduled` where the webhook is set in the account, `appointment.scheduled` where it was made through the API.
 * `changed` comes beside all others: subscribe to it or to them.
 *
 * Scheme and form from the documentation; retries from memory, not confirmed.
 * @see https://developers.acuityscheduling.com/docs/webhooks
 */
export const acuity = defineProvider({
  id: "acuity",
  name: "Acuity Scheduling",
  docs: "https://developers.acuityscheduling.com/docs/webhooks",
  scheme: hmac({ signature: "x-acuity-signature", encoding: "base64" }),
  body: form,
  identify: ({ payload }) => {
    const type = textAt(payload, "action") ?? "unknown";
    const id = textAt(payload, "id");
    return {
      id: id !== undefined && isOnce.test(type) ? `${type}:${id}` : undefined,
      type,
      time: undefined,
      subject: id,
    };
  },
  isBareNotice: true,
  // Retries run over 24 hours; a day to spare.
  horizonSeconds: 2 * 86_400,
  domain: acuityMapping,
});

const isOnce = /^(?:appointment\.)?(?:scheduled|canceled)$|^order\.completed$/;

import { defineSamples } from "./sample.ts";

export const mailchimp = defineSamples({
  headers: () => ({ "content-type": "application/x-www-form-urlencoded", "user-agent": "MailChimp" }),
  events: {
    subscribe: (context) => ({
      encoding: "form",
      payload: {
        type: "subscribe",
        fired_at: context.now.toISOString().slice(0, 19).replace("T", " "),
        "data[id]": Buffer.from(context.random(5)).toString("hex"),
        "data[list_id]": Buffer.from(context.random(5)).toString("hex"),
        "data[email]": "jenny.rosen@example.com",
        "data[email_type]": "html",
        "data[ip_opt]": "203.0.113.7",
        "data[web_id]": context.digits(9),
        "data[merges][EMAIL]": "jenny.rosen@example.com",
        "data[merges][FNAME]": "Jenny",
        "data[merges][LNAME]": "Rosen",
      },
    }),
  },
  handshakes: {
    GET: () => ({ method: "GET", isSigned: false, answer: { status: 200 } }),
  },
});

import { defineSamples, unixSeconds } from "./sample.ts";

export const mandrill = defineSamples({
  headers: () => ({
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "Mandrill-Webhook/1.0",
  }),
  events: {
    hard_bounce: (context) => {
      const id = Buffer.from(context.random(16)).toString("hex");
      const events = [
        {
          event: "hard_bounce",
          _id: id,
          ts: unixSeconds(context.now),
          msg: {
            _id: id,
            ts: unixSeconds(context.now) - 2,
            _version: context.id(22),
            bgtools_code: 10,
            bounce_description: "bad_mailbox",
            diag: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
            email: "jenny.rosen@example.com",
            metadata: { order: context.digits(6) },
            sender: "shop@mail.example.com",
            state: "bounced",
            subject: "Your order is on its way",
            tags: ["receipts"],
            template: null,
          },
        },
      ];
      return { encoding: "form", payload: { mandrill_events: JSON.stringify(events) } };
    },
  },
  handshakes: {
    HEAD: () => ({ method: "HEAD", isSigned: false, answer: { status: 200 } }),
    "no events": () => ({
      payload: { mandrill_events: "[]" },
      encoding: "form",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        // Mandrill signs with a public key here, which proves nothing: it is not looked at.
        "x-mandrill-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      },
      isSigned: false,
      answer: { status: 200 },
    }),
  },
});

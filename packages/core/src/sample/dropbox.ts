import { defineSamples } from "./sample.ts";

export const dropbox = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "DropboxWebhooks/1.0" }),
  events: {
    list_folder: (context) => ({
      payload: {
        list_folder: { accounts: [`dbid:AA${context.id(36)}`] },
        delta: { users: [Number(context.digits(9))] },
      },
    }),
  },
  handshakes: {
    challenge: (context) => {
      const challenge = context.id(32);
      return {
        method: "GET",
        query: { challenge },
        isSigned: false,
        answer: {
          status: 200,
          body: challenge,
          headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        },
      };
    },
  },
});

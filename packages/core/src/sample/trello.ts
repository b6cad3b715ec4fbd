import type { Json, JsonObject } from "../event.ts";
import { defineSamples, type SampleContext } from "./sample.ts";

function objectId(context: SampleContext): string {
  return Buffer.from(context.random(12)).toString("hex");
}

function action(context: SampleContext, type: string, data: JsonObject): Json {
  return {
    model: { id: "5f8f1d2e3c4b5a6978877665", name: "Shop", url: "https://trello.com/b/abcd1234/shop" },
    action: {
      id: objectId(context),
      idMemberCreator: "5f8f1d2e3c4b5a6978877000",
      data: {
        board: { id: "5f8f1d2e3c4b5a6978877665", name: "Shop", shortLink: "abcd1234" },
        ...data,
      },
      type,
      date: context.now.toISOString(),
      memberCreator: { id: "5f8f1d2e3c4b5a6978877000", fullName: "Ada Lovelace", username: "ada" },
    },
    webhook: { id: "5f8f1d2e3c4b5a6978877111", active: true, idModel: "5f8f1d2e3c4b5a6978877665" },
  };
}

function card(context: SampleContext): JsonObject {
  return {
    id: objectId(context),
    name: "Prices lack tax",
    idShort: Number(context.digits(2)),
    shortLink: context.id(8),
  };
}

export const trello = defineSamples({
  headers: () => ({ "content-type": "application/json; charset=utf-8" }),
  events: {
    createCard: (context) => ({
      payload: action(context, "createCard", {
        card: card(context),
        list: { id: "5f8f1d2e3c4b5a6978877222", name: "To do" },
      }),
    }),
    updateCard: (context) => ({
      payload: action(context, "updateCard", {
        old: { idList: "5f8f1d2e3c4b5a6978877222" },
        card: { ...card(context), idList: "5f8f1d2e3c4b5a6978877333" },
        listBefore: { id: "5f8f1d2e3c4b5a6978877222", name: "To do" },
        listAfter: { id: "5f8f1d2e3c4b5a6978877333", name: "Doing" },
      }),
    }),
    commentCard: (context) => ({
      payload: action(context, "commentCard", {
        text: "It is in the next release.",
        card: card(context),
        list: { id: "5f8f1d2e3c4b5a6978877333", name: "Doing" },
      }),
    }),
  },
  handshakes: {
    HEAD: () => ({ method: "HEAD", isSigned: false, answer: { status: 200 } }),
  },
});

import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText } from "../domain/read.ts";

/* A card is an issue, and its list is its state. A card that was archived is closed. */

/** Trello; the provider's types are its action types, `createCard`. */
export const trelloMapping = defineMapping({
  createCard: row("issue.opened", card),
  copyCard: row("issue.opened", card),
  updateCard: [
    row("issue.closed", card, { when: (input) => old(input) === false && entry(input)["closed"] === true }),
    row("issue.reopened", card, { when: (input) => old(input) === true && entry(input)["closed"] === false }),
    row("issue.updated", card),
  ],
  addMemberToCard: row("issue.updated", card),
  removeMemberFromCard: row("issue.updated", card),
  addLabelToCard: row("issue.updated", card),
  removeLabelFromCard: row("issue.updated", card),
  deleteCard: row("issue.deleted", card),
  commentCard: row("issue.commented", commented),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["action"])["data"]);
}

function entry(input: MappingInput): Fields {
  return fields(data(input)["card"]);
}

/** Whether the card was archived before, where that is what changed. */
function old(input: MappingInput): unknown {
  return fields(data(input)["old"])["closed"];
}

function card(input: MappingInput): DomainFields<"issue.opened"> {
  const { id, name, idShort, shortLink } = entry(input);
  const { board, list, listAfter } = data(input);
  const number = idText(idShort);
  return {
    issueId: id,
    key: number === undefined ? undefined : `#${number}`,
    title: name,
    projectId: fields(board)["id"],
    status: fields(listAfter)["name"] ?? fields(list)["name"],
    url: typeof shortLink === "string" ? `https://trello.com/c/${encodeURIComponent(shortLink)}` : undefined,
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const action = fields(fields(input.payload)["action"]);
  return {
    ...card(input),
    commentId: action["id"],
    comment: data(input)["text"],
    commentAuthor: fields(action["memberCreator"])["fullName"],
  };
}

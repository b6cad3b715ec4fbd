import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/* An item on a board is an issue. What a column means only the board's owner knows, so a change of state is an update. */

/** monday.com; the provider's types are its own, `create_pulse` (an item was called a pulse once). */
export const mondayMapping = defineMapping({
  create_pulse: row("issue.opened", item),
  update_name: row("issue.updated", item),
  update_column_value: row("issue.updated", item),
  delete_pulse: row("issue.deleted", item),
  create_update: row("issue.commented", commented),
});

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["event"]);
}

function item(input: MappingInput): DomainFields<"issue.opened"> {
  const { pulseId, itemId, pulseName, itemName, boardId } = event(input);
  return {
    issueId: idText(pulseId) ?? idText(itemId),
    title: someText(pulseName) ?? someText(itemName) ?? someText(fields(event(input)["value"])["name"]),
    projectId: idText(boardId),
  };
}

function commented(input: MappingInput): DomainFields<"issue.commented"> {
  const { updateId, textBody, body } = event(input);
  return { ...item(input), commentId: idText(updateId), comment: someText(textBody) ?? someText(body) };
}

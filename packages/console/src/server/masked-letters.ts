import type { DeadLetterGroup, DeadLetterSummary, Operator } from "@hookyard/core";
import { maskFields, maskText } from "@hookyard/core/operator/mask";
import { normalMessage } from "@hookyard/core/operator/normal-message";
import type { SensitiveOf } from "./masked-operator.ts";

/**
 * Lists of dead letters hold no payload, but the words of handlers, and a handler that complains about a card number
 * repeats it. So where a source has sensitive fields, each letter's own values are taken out of its message.
 */
export function maskedLetters(
  operator: Operator,
  sensitiveOf: SensitiveOf,
): Pick<Operator, "deadLetters" | "deadLetterGroups"> {
  /** What must not be told of a letter; nothing where it is gone. */
  const textsOf = async (id: string): Promise<readonly string[]> => {
    const letter = await operator.deadLetter(id);
    if (letter === undefined) return [];
    const { texts } = maskFields(letter.event, sensitiveOf(letter.source));
    return [...texts, ...texts.map(normalMessage)].filter((text) => text !== "");
  };
  return {
    async deadLetters(filter, page) {
      const { rows, ...rest } = await operator.deadLetters(filter, page);
      const masked: DeadLetterSummary[] = [];
      for (const row of rows) {
        if (sensitiveOf(row.source).length === 0) masked.push(row);
        else masked.push({ ...row, errorMessage: maskText(row.errorMessage, await textsOf(row.id)) });
      }
      return { rows: masked, ...rest };
    },
    async deadLetterGroups(filter) {
      const masked: DeadLetterGroup[] = [];
      for (const group of await operator.deadLetterGroups(filter)) {
        // Letters fall together by their words: what is sensitive in one's message is in every one's.
        masked.push({ ...group, errorMessage: maskText(group.errorMessage, await textsOf(group.sample)) });
      }
      return masked;
    },
  };
}

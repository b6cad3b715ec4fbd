import type { MappingInput } from "../domain/mapping.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/** The repository that an event is about, `owner/name`. */
export function repositoryOf(payload: Fields): unknown {
  return fields(payload["repository"])["full_name"];
}

/** A deleted account is `null` here. */
export function loginOf(user: unknown): unknown {
  return fields(user)["login"];
}

/** The node id, where GitHub has given the entity one. */
export function globalId(entry: Fields): unknown {
  return entry["node_id"] ?? idText(entry["id"]);
}

/** For events that are named after something else than what they are about. */
export function idOfEntity(name: string): (input: MappingInput) => string | undefined {
  return ({ payload }) => someText(globalId(fields(fields(payload)[name])));
}

/** The fields of a comment, whatever it was written on. */
export function comment({ payload }: MappingInput): Fields {
  const entry = fields(fields(payload)["comment"]);
  return {
    commentId: globalId(entry),
    comment: entry["body"],
    commentAuthor: loginOf(entry["user"]),
    commentUrl: entry["html_url"],
  };
}

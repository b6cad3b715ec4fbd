import type { MappingInput } from "../domain/mapping.ts";
import { type Fields, fields, instant } from "../domain/read.ts";

/** What the event is about, for the kinds that call it so. */
export function attributes({ payload }: MappingInput): Fields {
  return fields(fields(payload)["object_attributes"]);
}

/** The project that an event is about, `group/name`. */
export function repositoryOf(payload: Fields): unknown {
  return fields(payload["project"])["path_with_namespace"];
}

/** The name of who acted, if that is the author. */
export function actorIf(payload: unknown, authorId: unknown): unknown {
  const user = fields(fields(payload)["user"]);
  return authorId !== undefined && user["id"] === authorId ? user["username"] : undefined;
}

/** ISO 8601, or `2013-12-03 17:23:34 UTC` in some payloads. */
export function gitlabInstant(value: unknown): string | undefined {
  return instant(typeof value === "string" ? value.replace(/ UTC$/, "Z") : value);
}

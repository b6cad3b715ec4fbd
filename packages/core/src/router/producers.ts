import { producersByFamily } from "./producers-by-family.ts";

const mostNamed = 8;

/** The providers that could give a family, for a message. */
export function whoCouldGive(family: string): string {
  const producers = producersByFamily[family] ?? [];
  const named = producers.slice(0, mostNamed);
  const others = producers.length - named.length;
  const list = [...named, ...(others > 0 ? [`${others} others`] : []), "standard-webhooks"];
  return `Could come from: ${list.join(", ")}. Add a source of one of them, or take it out`;
}

/** Source and consumer names become URLs, queues and functions, so they keep to what all of those take. */
const namePattern = /^[a-z][a-z0-9-]{0,47}$/;

/** What is wrong with the name of a source or a consumer, or `undefined`. */
export function nameProblem(name: string): string | undefined {
  if (namePattern.test(name)) return undefined;
  const fixed = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 48);
  const fix = fixed === "" ? "" : `; write ${JSON.stringify(fixed)}`;
  return `${JSON.stringify(name.slice(0, 100))} is no name: 1 to 48 of a-z, 0-9 and -, a letter first${fix}`;
}

/** Keys of an object that nobody reads, for a did-you-mean. */
export function unknownKeys(value: object, known: readonly string[]): readonly string[] {
  return Object.keys(value).filter((key) => !known.includes(key));
}

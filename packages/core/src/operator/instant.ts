// RFC 3339, §5.6, without leap seconds, which JavaScript has no instant for.
const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * The instant that an RFC 3339 time names, or `undefined` when it is none: the time zone is required, and a day that
 * the month does not have is refused (`Date` would slide it into the next month).
 */
export function parseInstant(text: string): Date | undefined {
  const day = rfc3339.exec(text)?.[1];
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

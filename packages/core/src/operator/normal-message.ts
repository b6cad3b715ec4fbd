/** A message with what differs from letter to letter taken out: ids, numbers, addresses, quoted values. */
export function normalMessage(message: string): string {
  return message
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<id>")
    .replace(/\b[a-z]+_[A-Za-z0-9]{6,}\b/g, "<id>")
    .replace(/\b(?=[A-Za-z]*\d)[A-Za-z0-9]{12,}\b/g, "<id>")
    .replace(/\d+(?:\.\d+)*/g, "<n>")
    .slice(0, 300);
}

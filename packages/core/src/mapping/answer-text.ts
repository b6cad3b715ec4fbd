/** What someone answered, as text: numbers as they are written, anything larger as JSON. */
export function answerText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

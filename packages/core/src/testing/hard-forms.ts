/** As Twilio and Plivo name it. */
export const formType = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };

/** Forms that are easily signed wrongly. */
export const hardForms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["ASCII", { MessageSid: "SM1", Body: "hello", From: "+14155550123" }],
  ["unicode beyond the basic plane", { Body: "Zoë 👩‍🚀 𝒳 \u2028", A: "1" }],
  ["CRLF, spaces and what forms escape", { Body: "a\r\nb  c+d&e=f%20g", Z: " ", a: "b" }],
  ["empty values", { Body: "", MessageSid: "SM1" }],
  ["names that sort by their code", { b: "1", B: "2", _: "3", ä: "4", "1": "5" }],
  ["200 KB", { Body: "żółw ".repeat(20_000) }],
];

/** The fields as the body of a form. */
export function encodeForm(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

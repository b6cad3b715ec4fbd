/** Bodies on which implementations of the same signature disagree. For tests against the providers' own libraries. */
export const hardBodies = [
    ["ASCII", '{"id":"evt_1","type":"a"}'],
    ["unicode beyond the basic plane", '{"name":"Zoë 👩‍🚀 𝒳 \u2028"}'],
    ["CRLF and a trailing line feed", '{\r\n  "id": "evt_1"\r\n}\r\n'],
    ["odd spacing", ' {\t"id" :   "evt_1" , "n":1.0 }  '],
    ["escapes", '{"text":"\\u00e9\\/\\u0000\\ud83d\\ude00","n":1e2}'],
    ["a large integer and duplicate keys", '{"id":12345678901234567890,"id":1}'],
    ["a form", "payload=%7B%22a%22%3A1%7D&x=%E2%9C%93+y"],
    ["200 KB", JSON.stringify({ text: "żółw ".repeat(34000) })],
];

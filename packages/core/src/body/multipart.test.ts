import { expect, test } from "vitest";
import { multipartField } from "./multipart.ts";

const field = (
  body: string,
  contentType = "multipart/form-data; boundary=b",
  name = "json",
): string | undefined => {
  const found = multipartField(Buffer.from(body), contentType, name);
  return found && Buffer.from(found).toString();
};
const part = (name: string, value: string, more = ""): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

test("finds a field by its name, wherever it stands, byte for byte", () => {
  expect(field(`${part("a", "x")}${part("json", "🙂\r\n--a")}--b--\r\n`)).toBe("🙂\r\n--a");
  expect(field(`preamble\r\n${part("json", "")}--b--`)).toBe("");
  expect(field(part("json", "1").replace("name=", "NAME=").replace(/^--b/, "--b") + "--b--")).toBe("1");
});

test("takes the boundary quoted or bare, among other parameters", () => {
  const body = `${part("json", "1")}--b--`;

  expect(field(body, 'multipart/form-data; boundary="b"')).toBe("1");
  expect(field(body, "Multipart/Form-Data; charset=utf-8; boundary=b")).toBe("1");
});

test.each([
  ["another type", `${part("json", "1")}--b--`, "application/json"],
  ["no boundary", `${part("json", "1")}--b--`, "multipart/form-data"],
  ["another name", `${part("other", "1")}--b--`, undefined],
  ["a file", `${part("json", "1", '; filename="x"')}--b--`, undefined],
  ["no end", part("json", "1").slice(0, -2), undefined],
  ["nothing", "", undefined],
  ["no headers", "--b\r\njson\r\n--b--", undefined],
])("finds nothing in %s", (_kind, body, contentType) => {
  expect(field(body, contentType)).toBeUndefined();
});

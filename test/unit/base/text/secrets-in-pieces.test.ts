import fc from "fast-check";
import { expect, test } from "vitest";
import { secretFilter } from "../../../../base/text/secrets.ts";
import { pieceFilter } from "../../../../base/text/secrets-in-pieces.ts";

const filter = secretFilter({ MY_TOKEN: "abcdefgh1234", MY_SECRET: "first line of two\nsecond line" });
const pem = `-----BEGIN PRIVATE KEY-----\n${"aB3+".repeat(16)}\nshort+rest=\n-----END PRIVATE KEY-----`;
const access = `ghp_${"a1B2".repeat(8)}`;
/** With what is in each that nobody is to read. */
const TEXTS = [
  [
    `über\nvalue abcdefgh1234\n${pem}\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n${pem}\nlast words`,
    "short+rest",
  ],
  [`said\ntoken:\n${"x9Y".repeat(8)}\n"password" \n : \n  hunter2\nand on\n`, "x9Yx9Y"],
  ["a\nwith first line of two\nsecond line, and on\n", "second line"],
  [`${"word ".repeat(13_105)}${access} ${"word ".repeat(20)}\n`, access],
] as const;

const inPieces = (bytes: Buffer, cuts: readonly number[]) => {
  const { take, end } = pieceFilter(filter);
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.map((at, index) => take(bytes.subarray(at, places[index + 1]))).join("") + end();
};

test.each(TEXTS)("in whatever pieces a text comes, it is filtered as the whole is (%#)", (text, secret) => {
  const bytes = Buffer.from(text);
  const whole = filter(text);
  expect(whole).not.toContain(secret);
  // Where a secret stands is of more interest than the rest.
  const near = bytes.indexOf(secret);
  const cut = fc.oneof(
    fc.nat(bytes.length),
    fc.integer({ min: Math.max(0, near - 10), max: near + secret.length }),
  );
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 12 }), (cuts) => {
      expect(inPieces(bytes, cuts)).toBe(whole);
    }),
  );
});

test("a text without a line's end is not held for ever: it is cut between two words, and not after a name", () => {
  const { take } = pieceFilter(filter);
  const piece = Buffer.from(`${"word ".repeat(14_000)}token: `);
  expect(take(piece)).toBe("word ".repeat(14_000));
  expect(take(Buffer.from(`${"x9Y".repeat(8)}\n`))).toBe("token: [redacted: token]\n");
});

test("a word that is too long to be held is left out to its end", () => {
  const { take, end } = pieceFilter(filter);
  const piece = Buffer.from("x".repeat(40_000));
  expect(take(piece)).toBe("");
  expect(take(piece)).toBe("[redacted: word of more than 65536 characters]");
  expect(take(piece)).toBe("");
  expect(take(Buffer.from("x and on\n"))).toBe(" and on\n");
  expect(end()).toBe("");
});

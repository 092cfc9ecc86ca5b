import fc from "fast-check";
import { expect, test } from "vitest";
import { secretFilter } from "../../../../base/text/secrets.ts";
import { pieceFilter } from "../../../../base/text/secrets-in-pieces.ts";

const filter = secretFilter({ MY_TOKEN: "abcdefgh1234" });
const pem = `-----BEGIN PRIVATE KEY-----\n${"aB3+".repeat(16)}\nshort+rest=\n-----END PRIVATE KEY-----`;
const text = `über\nvalue abcdefgh1234\n${pem}\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n${pem}\nlast words`;

const inPieces = (bytes: Buffer, cuts: readonly number[]) => {
  const { take, end } = pieceFilter(filter);
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.map((at, index) => take(bytes.subarray(at, places[index + 1]))).join("") + end();
};

test("in whatever pieces a text comes, it is filtered as the whole is", () => {
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
      expect(inPieces(bytes, cuts)).toBe(filter(text));
    }),
  );
  expect(filter(text)).not.toContain("short+rest");
});

test("a text without a line's end is not held for ever", () => {
  const { take } = pieceFilter(filter);
  const piece = Buffer.from("x".repeat(40_000));
  expect(take(piece)).toBe("");
  expect(take(piece)).toHaveLength(80_000);
});

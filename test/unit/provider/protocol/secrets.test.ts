import { describe, expect, it } from "vitest";
import { conceal, reveal } from "../../../../provider/protocol/secrets.ts";
import { fromStruct, toStruct } from "../../../../provider/protocol/struct.ts";
import type { Value } from "../../../../provider/protocol/values.ts";

const secret = (value: Value) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("secrets", () => {
  it("come off for logic and go back on where they were", () => {
    const wire = { stringData: { token: secret("hunter2") }, list: [1, secret({ deep: "x" })] };
    const { plain, secrets } = reveal(wire);
    expect(plain).toEqual({ stringData: { token: "hunter2" }, list: [1, { deep: "x" }] });
    expect(conceal(plain, secrets)).toEqual(wire);
  });

  it("survive the protobuf Struct", () => {
    const wire = { data: secret({ a: "b" }), n: 1, nothing: null };
    expect(fromStruct(toStruct(wire))).toEqual(wire);
  });

  it("are not lost when a secret holds a secret", () => {
    const wire = { data: secret({ inner: secret("x") }) };
    const { plain, secrets } = reveal(wire);
    expect(plain).toEqual({ data: { inner: "x" } });
    expect(conceal(plain, secrets)).toEqual(wire);
  });

  it("of paths an object does not have are passed over", () => {
    expect(conceal({ a: 1 }, [["data"], ["stringData", "x"]])).toEqual({ a: 1 });
  });
});

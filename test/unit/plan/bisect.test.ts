import fc from "fast-check";
import { expect, test } from "vitest";
import { firstToDiffer, stepsBetween } from "../../../harness/plan/bisect.ts";
import { pointOf, pointText } from "../../../harness/plan/point.ts";

test("the first version that differs is found in as many looks as the logarithm of their number", async () => {
  const cases = fc
    .integer({ min: 2, max: 200 })
    .chain((count) =>
      fc.record({ count: fc.constant(count), first: fc.integer({ min: 1, max: count - 1 }) }),
    );
  await fc.assert(
    fc.asyncProperty(cases, async ({ count, first }) => {
      const versions = Array.from({ length: count }, (_, index) => `1.${index}.0`);
      let looks = 0;
      const found = await firstToDiffer(versions, async (version) => {
        looks++;
        return versions.indexOf(version) >= first;
      });
      expect(found).toBe(`1.${first}.0`);
      expect(looks).toBeLessThanOrEqual(Math.ceil(Math.log2(count - 1)));
    }),
  );
});

test("the versions between two are those of the component that differs, in its order, the rest as before", () => {
  const { component, versions, at } = stepsBetween(
    pointOf("kubernetes=1.34.4,metrics-server=0.7.2"),
    pointOf("kubernetes=1.34.4,metrics-server=0.9.0"),
  );
  expect([component, versions]).toEqual(["metrics-server", ["0.7.2", "0.8.0", "0.9.0"]]);
  expect(pointText(at("0.8.0"))).toBe("kubernetes=1.34.4,metrics-server=0.8.0");
  const vclusters = stepsBetween(pointOf("vcluster=0.20.0"), pointOf("vcluster=0.36.1"));
  expect(vclusters.versions).toEqual(["0.20.0", "0.23.0", "0.30.0", "0.36.1"]);
});

test.each([
  ["kubernetes=1.32.5", "kubernetes=1.37.2,metrics-server=0.9.0", /differ in kubernetes and metrics-server/],
  ["metrics-server=0.7.2", "vcluster=0.36.1", /name one in both/],
  ["metrics-server=0.9.0", "metrics-server=0.8.0", /0\.8\.0 is not later than 0\.9\.0/],
])("from %s to %s there is nothing to look for between", (from, to, message) => {
  expect(() => stepsBetween(pointOf(from), pointOf(to))).toThrow(message);
});

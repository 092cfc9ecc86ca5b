import { expect, it, vi } from "vitest";
import { systemClock } from "../../../base/system-clock.ts";

it("is the wall clock, and stays on its way when that is set", () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
  const before = systemClock.now();
  const set = vi.spyOn(Date, "now").mockReturnValue(before + 600_000);
  expect(systemClock.now() - before).toBeLessThan(60_000);
  set.mockRestore();
});

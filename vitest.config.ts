import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The CLI starts there by the hundred, and what is compiled once starts in half the time. */
const COMPILED = fileURLToPath(new URL("./node_modules/.cache/faultline-tests", import.meta.url));

/**
 * Five suites: `unit` (pure, virtual clock), `integration` (the real CLI with fake tools on PATH), `package` (what `npm pack` makes, in an
 * empty project), `act` (GitHub's workflows as act runs them), `live` (real clusters).
 */
export default defineConfig({
  test: {
    // Vitest leaves one processor out, which on two makes `npm test` twice as long.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 30_000,
          // Loading the modules anew for every file took two thirds of the time; without module mocks no file leaves anything in them.
          isolate: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 60_000,
          isolate: false,
          // A command that looks or waits leaves its processor to others.
          maxWorkers: 5,
          // Tests without waits come first, because Vitest runs what differs in workers one after the other.
          sequence: { groupOrder: 1 },
          env: { NODE_COMPILE_CACHE: COMPILED },
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "act",
          include: ["test/act/**/*.test.ts"],
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "live",
          include: ["test/live/**/*.test.ts"],
          globalSetup: ["test/live/clean-machine.ts"],
          testTimeout: 900_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

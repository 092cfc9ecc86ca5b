import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** So that a headless Chromium opens without a sandbox of its own, and asks nobody for anything. */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser of the machine: FAULTLINE_CHROMIUM, else the first of the usual names on PATH. */
export function machineBrowser(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const files = [env.FAULTLINE_CHROMIUM, ...names.flatMap((name) => folders.map((at) => join(at, name)))];
  return files.find((file) => {
    try {
      if (file) accessSync(file, constants.X_OK);
      return file !== undefined;
    } catch {
      return false;
    }
  });
}

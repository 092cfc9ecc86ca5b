import type { CliContext } from "../context.ts";

/** A program that opens a file on a desktop hands it over at once; one that does not come back is no such thing. */
const PATIENCE_MS = 10_000;

/** Opens a file in the desktop's browser, and returns what to tell of it: where there is no desktop, its path. */
export async function openInBrowser(
  path: string,
  { exec, env }: Pick<CliContext, "exec" | "env">,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const opener = platform === "darwin" ? "open" : "xdg-open";
  // Without a display xdg-open looks for a browser in the terminal, which would take it over.
  if (platform !== "darwin" && !env.DISPLAY && !env.WAYLAND_DISPLAY) return path;
  const { exitCode } = await exec(opener, [path], { timeoutMs: PATIENCE_MS });
  return exitCode === 0 ? `opened ${path}` : path;
}

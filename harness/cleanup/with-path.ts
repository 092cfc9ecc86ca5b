import type { Exec } from "../../base/exec.ts";

/** Runs programs with these folders first on PATH. */
export function withPath(exec: Exec, folders: readonly string[], path = process.env.PATH ?? ""): Exec {
  if (folders.length === 0) return exec;
  const PATH = [...folders, path].join(":");
  return (file, args, options) => exec(file, args, { ...options, env: { PATH, ...options?.env } });
}

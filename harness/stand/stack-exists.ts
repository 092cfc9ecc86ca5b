import { access } from "node:fs/promises";
import { join } from "node:path";

export const PROJECT = "faultline";

/** Whether the file backend has the stack (layout: pulumi pkg/backend/diy/store.go). */
export function stackExists(backend: string, name: string): Promise<boolean> {
  return access(join(backend, ".pulumi", "stacks", PROJECT, `${name}.json`)).then(
    () => true,
    () => false,
  );
}

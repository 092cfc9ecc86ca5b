import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The path of a module of faultline's, named without its ending and from the `import.meta.url` of another: TypeScript in a clone, and
 * JavaScript in the package, because Node strips no types below node_modules.
 */
export function codeFile(module: string, from: string): string {
  return fileURLToPath(new URL(`${module}${extname(from)}`, from));
}

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import type { LocatedProblem } from "../errors.ts";
import { positionOf } from "./locate.ts";

/** Why a scenario file could not be imported, and where. */
type ImportProblem = Omit<LocatedProblem, "file">;

/**
 * Finds what made `import()` of a scenario fail. The compiler's parser is asked first: unlike the runtime's error, it gives a
 * line and column for a syntax error whatever loads the file.
 */
export async function locateImportError(file: string, error: unknown): Promise<ImportProblem> {
  const text = await readFile(file, "utf8");
  const { diagnostics } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
  });
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const [syntax] = diagnostics ?? [];
  if (syntax?.start !== undefined) {
    const message = ts.flattenDiagnosticMessageText(syntax.messageText, " ");
    return { ...positionOf(source, syntax.start), message };
  }
  return importStatement(source, error) ?? thrown(file, error);
}

/** An import of a file that is not there, or of a name that file does not export. */
function importStatement(source: ts.SourceFile, error: unknown): ImportProblem | undefined {
  const why = messageOf(error);
  const missing = /does not provide an export named '?([\w$]+)'?/.exec(why)?.[1];
  for (const { moduleSpecifier, importClause } of source.statements.filter(ts.isImportDeclaration)) {
    if (!ts.isStringLiteral(moduleSpecifier)) continue;
    const { text } = moduleSpecifier;
    const at = (node: ts.Node) => positionOf(source, node.getStart(source));
    if (text.startsWith(".") && !existsSync(resolve(dirname(source.fileName), text))) {
      return { ...at(moduleSpecifier), message: `imports ${text}, which does not exist` };
    }
    if (why.includes(`package '${text}'`)) return { ...at(moduleSpecifier), message: why };
    const bindings = importClause?.namedBindings;
    if (missing === undefined || bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const name = bindings.elements.find((element) => (element.propertyName ?? element.name).text === missing);
    if (name) return { ...at(name), message: `${text} exports no ${missing}` };
  }
  return undefined;
}

/** Code at the top of the file threw: the first stack frame in the file says where. */
function thrown(file: string, error: unknown): ImportProblem {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = stack
    .split("\n")
    .map((line) => /(.*):(\d+):(\d+)\)?$/.exec(line))
    .find((match) => match?.[1]?.endsWith(file) || match?.[1]?.includes(pathToFileURL(file).href));
  return { line: Number(frame?.[2] ?? 1), column: Number(frame?.[3] ?? 1), message: messageOf(error) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

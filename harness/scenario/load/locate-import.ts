import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import { type Position, positionOf } from "./locate.ts";

/** Why a scenario file could not be imported, and where. */
export interface ImportProblem extends Position {
  readonly message: string;
}

/**
 * Finds what made `import()` of a scenario fail. The compiler's parser is asked first: unlike the runtime's error, it gives a
 * line and column for a syntax error whatever loads the file.
 */
export async function locateImportError(file: string, error: unknown): Promise<ImportProblem> {
  const { default: compiler } = await import("typescript");
  const text = await readFile(file, "utf8");
  const { diagnostics } = compiler.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { module: compiler.ModuleKind.ESNext, target: compiler.ScriptTarget.ESNext },
  });
  const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.Latest, true);
  const [syntax] = diagnostics ?? [];
  if (syntax?.start !== undefined) {
    const { line, character } = source.getLineAndCharacterOfPosition(syntax.start);
    const message = compiler.flattenDiagnosticMessageText(syntax.messageText, " ");
    return { line: line + 1, column: character + 1, message };
  }
  return importStatement(compiler, source, file, error) ?? thrown(file, error);
}

/** An import of a file that is not there, or of a name that file does not export. */
function importStatement(
  compiler: typeof ts,
  source: ts.SourceFile,
  file: string,
  error: unknown,
): ImportProblem | undefined {
  const missing = /does not provide an export named '?([\w$]+)'?/.exec(messageOf(error))?.[1];
  for (const statement of source.statements) {
    if (!compiler.isImportDeclaration(statement) || !compiler.isStringLiteral(statement.moduleSpecifier))
      continue;
    const { text } = statement.moduleSpecifier;
    if (text.startsWith(".") && !existsSync(resolve(dirname(file), text))) {
      return {
        ...positionOf(source, statement.moduleSpecifier),
        message: `imports ${text}, which does not exist`,
      };
    }
    if (messageOf(error).includes(`package '${text}'`)) {
      return { ...positionOf(source, statement.moduleSpecifier), message: messageOf(error) };
    }
    const bindings = statement.importClause?.namedBindings;
    if (missing === undefined || bindings === undefined || !compiler.isNamedImports(bindings)) continue;
    const name = bindings.elements.find((element) => (element.propertyName ?? element.name).text === missing);
    if (name) return { ...positionOf(source, name), message: `${text} exports no ${missing}` };
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

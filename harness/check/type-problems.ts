import ts from "typescript";
import type { LocatedProblem } from "../scenario/errors.ts";
import { positionOf } from "../scenario/load/locate.ts";

/** As strict as faultline's own; Node runs the files as they are, so that only what can be stripped may be in them. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  // Left to itself the compiler reads all that browsers have, which takes as long as everything else.
  lib: ["lib.es2024.d.ts"],
  module: ts.ModuleKind.ESNext,
  // What the package.json beside them says is Node's to tell, which loads them before.
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

/**
 * What the compiler says of these files (paths), whatever configuration lies beside them: an unknown override of a healthy state is
 * nothing that a running edit notices.
 */
export function typeProblems(files: readonly string[]): readonly LocatedProblem[] {
  const program = ts.createProgram(files, OPTIONS);
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = source
      ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      : [];
    return found.map(({ start = 0, messageText }) => ({
      file,
      ...positionOf(source as ts.SourceFile, start),
      message: innermost(messageText),
    }));
  });
}

/** The compiler begins with the whole object and ends with the property that is wrong. */
function innermost(message: string | ts.DiagnosticMessageChain): string {
  if (typeof message === "string") return message;
  const [next] = message.next ?? [];
  return next ? innermost(next) : message.messageText;
}

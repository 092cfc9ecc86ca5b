import ts from "typescript";
import { docOf, type Field } from "./zod-source.ts";

/** An interface of a file, with its members. */
export interface Interface {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
}

export function interfacesOf(source: ts.SourceFile): readonly Interface[] {
  return source.statements.filter(ts.isInterfaceDeclaration).map((declared) => ({
    name: declared.name.text,
    doc: docOf(declared),
    fields: declared.members.filter(ts.isPropertySignature).map((member) => ({
      name: member.name.getText(),
      type: `\`${member.type?.getText().replaceAll(/\s+/g, " ").replaceAll("readonly ", "") ?? "unknown"}\``,
      optional: member.questionToken !== undefined,
      doc: docOf(member),
    })),
  }));
}

/** What a file exports: as one writes it, and what it is. */
export interface Exported {
  readonly written: string;
  readonly doc: string;
}

export function exportsOf(source: ts.SourceFile): readonly Exported[] {
  return source.statements.flatMap((statement) => {
    if (!isExported(statement)) return [];
    if (ts.isFunctionDeclaration(statement) && statement.name)
      return [{ written: `${statement.name.text}(${parameters(statement)})`, doc: docOf(statement) }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const made = initializer && ts.isCallExpression(initializer) ? madeBy(initializer, source) : undefined;
      if (!made) return [{ written: name.getText(), doc: docOf(statement) }];
      return [{ written: `${name.getText()}(${made.parameters})`, doc: docOf(statement) || made.doc }];
    });
  });
}

/** An edit that another function of the file makes: that returns it. */
function madeBy({ expression, arguments: [argument] }: ts.CallExpression, source: ts.SourceFile) {
  const maker = source.statements
    .filter(ts.isFunctionDeclaration)
    .find(({ name }) => name?.text === expression.getText());
  const returned = maker?.body?.statements.find(ts.isReturnStatement)?.expression;
  if (!maker || !returned || !ts.isArrowFunction(returned)) return undefined;
  const type = (text: string) => text.replaceAll("[P]", `[${argument?.getText()}]`);
  return { parameters: type(parameters(returned)), doc: docOf(maker) };
}

function parameters(of: ts.SignatureDeclaration): string {
  return of.parameters
    .map((parameter) => parameter.getText().replaceAll(/\s+/g, " ").replaceAll("readonly ", ""))
    .join(", ");
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

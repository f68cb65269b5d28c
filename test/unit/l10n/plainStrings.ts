import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface PlainString {
  /** 'src/host/extension.ts:71' */
  readonly where: string;
  /** The text, with {} for what is put in. */
  readonly text: string;
  /** What it is an argument of, 'v.description'; '' where it is of none. */
  readonly call: string;
}

/** Source files of a folder, or the file itself. */
export function sourcesIn(path: string): readonly string[] {
  if (/\.tsx?$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${path}/${name}`)
    .sort();
}

/**
 * Strings of a file that read as words for people and do not go through `l10n.t`: literals, templates and the text of JSX.
 * What the log is told, ids of commands, classes of elements, and complaints of a caller's mistake (RangeError, TypeError)
 * are none.
 */
export function plainStringsOf(path: string): readonly PlainString[] {
  return plainStrings(path, readFileSync(path, 'utf8'));
}

export function plainStrings(path: string, source: string): readonly PlainString[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const found: PlainString[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null && !isForMachines(node) && readsAsWords(node, text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ where: `${path}:${line + 1}`, text, call: callOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Where a file asks for a string while it is loaded, which may be before its language is known: 'src/core/blas.ts:12'. */
export function askedWhileLoading(path: string): readonly string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) && /^(?:vscode\.)?l10n\.t$/.test(node.expression.getText())) {
      found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  if (ts.isJsxText(node)) return node.text.replaceAll(/\s+/g, ' ').trim();
  return null;
}

/** Attributes of elements whose values people read. */
const READ_ATTRIBUTES = ['label', 'title', 'hint', 'note', 'tooltip', 'placeholder', 'aria-label', 'text', 'caption'];

/** Words with a blank between them, or one that begins as a sentence or a title does. */
function readsAsWords(node: ts.Node, text: string): boolean {
  const isRead = ts.isJsxText(node) || isReadInJsx(node);
  if (isRead) return /\p{L}{2,}/u.test(text);
  return (
    /[A-Za-z]{2,}[,.:;]? [A-Za-z“{]/.test(text) ||
    /^(\$\([\w~-]+\) |[▶■] )?[A-Z][a-z]+[….!?]?$/.test(text) ||
    / [a-z]{2,}|[a-z]{2,} |: [A-Z][a-z]+/.test(text)
  );
}

/** Values of read attributes and children in braces, chosen by a condition or not. */
function isReadInJsx(node: ts.Node): boolean {
  let { parent: above } = node;
  let below = node;
  while (ts.isParenthesizedExpression(above) || isChoice(above, below)) [below, above] = [above, above.parent];
  if (ts.isJsxExpression(above)) above = above.parent;
  else if (below !== node) return false;
  return ts.isJsxAttribute(above) ? isReadAttribute(above) : ts.isJsxElement(above) || ts.isJsxFragment(above);
}

function isChoice(above: ts.Node, below: ts.Node): boolean {
  if (ts.isConditionalExpression(above)) return above.condition !== below;
  return (
    ts.isBinaryExpression(above) &&
    above.right === below &&
    [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(
      above.operatorToken.kind,
    )
  );
}

function isReadAttribute({ name }: ts.JsxAttribute): boolean {
  return READ_ATTRIBUTES.includes(name.getText());
}

/** Calls whose arguments nobody reads, or only in the log. */
const FOR_MACHINES = /^(?:(?:this\.)?(?:options\.)?log(?:\.\w+)?|logLine|console\.\w+|(?:vscode\.)?l10n\.t)$/;
const CALLERS_MISTAKES = /^(?:RangeError|TypeError)$/;
const IDS = /executeCommand|getConfiguration|registerCommand|getElementById|querySelector|addEventListener|import$/;

function isForMachines(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCaseClause(parent) && parent.expression === node) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isCallExpression(parent) && IDS.test(parent.expression.getText())) return true;
  if (isComparison(parent)) return true;
  for (let above = parent; !ts.isStatement(above) || ts.isImportDeclaration(above); above = above.parent) {
    if (ts.isImportDeclaration(above) || ts.isTypeNode(above)) return true;
    if (ts.isCallExpression(above) && FOR_MACHINES.test(above.expression.getText())) return true;
    if (ts.isNewExpression(above) && CALLERS_MISTAKES.test(above.expression.getText())) return true;
    if (ts.isJsxAttribute(above) && ['class', 'className', 'd', 'style', 'role', 'id'].includes(above.name.getText()))
      return true;
    if (ts.isSourceFile(above.parent)) break;
  }
  return ts.isExportDeclaration(parent);
}

function callOf(node: ts.Node): string {
  const call = ts.findAncestor(node.parent, (above) => ts.isStatement(above) || ts.isCallExpression(above));
  return call !== undefined && ts.isCallExpression(call) ? call.expression.getText() : '';
}

function isComparison(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      node.operatorToken.kind,
    )
  );
}

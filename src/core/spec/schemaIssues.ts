import * as l10n from '@vscode/l10n';
import type { BaseIssue } from 'valibot';
import type { JsonPath, SpecIssue } from './specDiagnostic';
import { SUBJECT } from './valueSchemas';

/**
 * What a schema of benchmark files has against a value at `path`, as sentences with their places. Unknown keys are left
 * out: a schema reports only the first of them (see `unknownBenchmarkKeys`).
 */
export function describeIssues(issues: readonly BaseIssue<unknown>[], path: JsonPath): readonly SpecIssue[] {
  return issues.flatMap(mostSpecific).flatMap((issue): SpecIssue[] => {
    const inside = pathOf(issue);
    const key = inside.at(-1);
    if (issue.type === 'strict_object' && key !== undefined) {
      if (issue.expected === 'never') return [];
      const object = [...path, ...inside.slice(0, -1)];
      return [{ path: object, at: 'object', severity: 'error', message: l10n.t('"{0}" is missing', String(key)) }];
    }
    const full = [...path, ...inside];
    return [{ path: full, at: 'value', severity: 'error', message: withSubject(issue.message, full) }];
  });
}

/**
 * An option of a union that got into the value says more than one that does not take values of this kind at all. Where no
 * option got in, the first one speaks, unless a later one has noticed that the list is empty. A key that one option misses
 * is not asked for where another option has something against what is there.
 */
function mostSpecific(issue: BaseIssue<unknown>): readonly BaseIssue<unknown>[] {
  const options = issue.issues;
  if (options === undefined) return [issue];
  const inside = options.filter((option) => !isOfOtherKind(option));
  const present = inside.filter((option) => !isMissingKey(option));
  // Objects that differ by a key: what has none of these keys is told of all of them, if the union has words for it.
  if (inside.length > 0 && present.length === 0 && issue.message.includes(SUBJECT)) return [issue];
  const chosen = [present, inside, options.slice(0, 1)].find((some) => some.length > 0) ?? [];
  return chosen.flatMap(mostSpecific).map((option) => ({ ...option, path: joined(issue, option) }));
}

function isMissingKey({ type, expected, path }: BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected !== 'never' && path?.length === 1;
}

/** Schemas of objects look for their keys in lists too. */
function isOfOtherKind({ kind, path }: BaseIssue<unknown>): boolean {
  if (path === undefined) return kind === 'schema';
  const step = path[path.length - 1];
  return step.origin === 'key' && Array.isArray(step.input);
}

function joined(outer: BaseIssue<unknown>, inner: BaseIssue<unknown>): BaseIssue<unknown>['path'] {
  if (outer.path === undefined) return inner.path;
  return inner.path === undefined ? outer.path : [...outer.path, ...inner.path];
}

function pathOf(issue: BaseIssue<unknown>): JsonPath {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

/** '"m" must be …', 'Each of "m" must be …'. */
function withSubject(message: string, path: JsonPath): string {
  const name = path.findLast((step) => typeof step === 'string');
  const subject =
    name === undefined
      ? l10n.t('This value')
      : typeof path.at(-1) === 'number'
        ? l10n.t('Each of "{0}"', name)
        : `"${name}"`;
  return message.replace(SUBJECT, () => subject);
}

import * as vscode from 'vscode';
import { CODE_PATHS } from '../core/codePath';
import { GPU_CHOICES } from '../core/gpu';
import { DEFAULT_BUDGET_SECONDS, DEFAULT_PRECISION, MAXIMUM_COOL_DOWN_MS } from '../core/spec/runSpec';
import { SETTINGS, SETTINGS_SECTION } from './ids';
import { dataFolder } from '../shared/dataFolder';
import type { EngineStart } from '../shared/engineProcess';
import type { FormSettings } from './form/profileForm';

/** The user's settings; a value that is out of range counts as not set, which package.json makes the editor warn of. */
export function readSettings(): FormSettings & { readonly recentRuns: number } {
  const settings = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const number = (key: string, least: number, most: number, fallback: number): number => {
    const value: unknown = settings.get(key);
    return typeof value === 'number' && value >= least && value <= most ? value : fallback;
  };
  const threads = number(SETTINGS.threads, 1, 256, 0);
  return {
    budgetSeconds: number(SETTINGS.budgetSeconds, 0.01, 3600, DEFAULT_BUDGET_SECONDS),
    precision: number(SETTINGS.precisionPercent, 0.1, 50, DEFAULT_PRECISION * 100) / 100,
    threads: threads === 0 ? null : threads,
    cache: settings.get(SETTINGS.cache) === 'cold' ? 'cold' : 'warm',
    coolDownMs: number(SETTINGS.coolDownMs, 0, MAXIMUM_COOL_DOWN_MS, 0),
    recentRuns: number(SETTINGS.recentRuns, 1, 1000, 30),
  };
}

/** How the engine is to be started, by the settings. */
export function readEngineStart(): EngineStart {
  const settings = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  const node: unknown = settings.get(SETTINGS.node);
  const wanted: unknown = settings.get(SETTINGS.codePath);
  const library: unknown = settings.get(SETTINGS.blasLibrary);
  const executor: unknown = settings.get(SETTINGS.gpuExecutor);
  const gpu = GPU_CHOICES.find((choice) => choice === executor) ?? 'auto';
  return {
    node:
      typeof node === 'string' && node.trim() !== ''
        ? { path: node.trim(), namedBy: namedBySetting(SETTINGS.node) }
        : null,
    settings: {
      codePath: CODE_PATHS.find((path) => path === wanted) ?? 'auto',
      dataFolder: dataFolder(),
      blasLibrary:
        typeof library === 'string' && library.trim() !== ''
          ? { file: library.trim(), namedBy: namedBySetting(SETTINGS.blasLibrary) }
          : null,
      gpu: {
        executor: gpu,
        namedBy: gpu === 'auto' ? null : namedBySetting(SETTINGS.gpuExecutor),
        hasViews: true,
      },
    },
  };
}

/** What the engine says it was told by, in its sentences. */
function namedBySetting(key: string): string {
  return vscode.l10n.t('the setting {0}', `${SETTINGS_SECTION}.${key}`);
}

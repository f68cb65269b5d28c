import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  HAS_RUN_CONTEXT,
  INTERNAL_COMMANDS,
  KERNEL_LANGUAGE,
  RESULTS_PANEL,
  RUNNING_CONTEXT,
  SCHEMA_SCHEME,
  SETTINGS,
  SETTINGS_SECTION,
  SIDEBAR_VIEW,
  VIEW_CONTAINER,
} from '../../../src/host/ids';
import { editorSchemas } from '../../../src/core/spec/jsonSchemas';
import { CELL_SECTION, ROW_SECTION } from '../../../src/shared/viewProtocol';

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    keybindings: { command: string; when?: string }[];
    jsonValidation: { url: string }[];
    languages: { id: string; configuration?: string }[];
    grammars: { language: string; path: string }[];
    viewsContainers: { activitybar: { id: string }[] };
    views: Record<string, { id: string; type: string }[]>;
    configuration: { properties: Record<string, { default: unknown }> };
  };
}

const { contributes, activationEvents } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe('package.json and ids.ts', () => {
  it('name the same commands, all in one category', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual(Object.values(COMMANDS).sort());
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['%command.category%']));
  });

  it('offer in menus and keys only commands that exist, and no internal one', () => {
    const offered = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ command }) => command,
    );
    const known: readonly string[] = Object.values(COMMANDS);
    expect(offered.filter((command) => !known.includes(command))).toEqual([]);
    expect(known).not.toContain(INTERNAL_COMMANDS.runBenchmark);
  });

  it('ask in conditions only for context keys that are set', () => {
    const conditions = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ when }) => when ?? '',
    );
    const own = conditions.flatMap((when) => when.match(/matmulProfiler\.\w+/g) ?? []);
    expect(new Set(own)).toEqual(new Set([HAS_RUN_CONTEXT, RUNNING_CONTEXT, SIDEBAR_VIEW, RESULTS_PANEL]));
  });

  it('name a schema of benchmark files that there is, and what asks for it', () => {
    expect(contributes.jsonValidation.map(({ url }) => url)).toEqual(
      Object.keys(editorSchemas()).flatMap((name) => (name.includes('editor') ? [`${SCHEMA_SCHEME}:/${name}`] : [])),
    );
    expect(activationEvents).toContain(`onFileSystem:${SCHEMA_SCHEME}`);
  });

  it('name the language of kernels and the rows that have a menu', () => {
    const [kernels] = contributes.languages.filter(({ id }) => id === KERNEL_LANGUAGE);
    expect(contributes.grammars.map(({ language }) => language)).toEqual([KERNEL_LANGUAGE]);
    const files = [kernels.configuration ?? '', ...contributes.grammars.map(({ path }) => path)];
    for (const file of files) expect(JSON.parse(readFileSync(file, 'utf8'))).toBeTypeOf('object');
    const [menu] = contributes.menus['webview/context'];
    expect(menu.when).toBe(`webviewId == '${RESULTS_PANEL}' && webviewSection == '${ROW_SECTION}'`);
  });

  it('offer to copy in the menu of a table alone, and not in the palette', () => {
    const copying = Object.values(COMMANDS).filter((command) => /\.copy/.test(command));
    expect(copying).toHaveLength(5);
    const whenIn = (menu: string, command: string): readonly (string | undefined)[] =>
      contributes.menus[menu].filter((item) => item.command === command).map(({ when }) => when);
    for (const command of copying) {
      expect(whenIn('commandPalette', command)).toEqual(['false']);
      const [when = ''] = whenIn('webview/context', command);
      expect(when).toContain(`webviewId == '${RESULTS_PANEL}'`);
      const sections = /webviewSection =~ \/(.*)\//.exec(when)?.[1];
      if (sections === undefined) expect(when).toMatch(/ && matmulTable$/);
      else for (const section of [ROW_SECTION, CELL_SECTION]) expect(section).toMatch(new RegExp(sections));
    }
  });

  it('name the same views', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([VIEW_CONTAINER]);
    expect(contributes.views[VIEW_CONTAINER]).toMatchObject([{ id: SIDEBAR_VIEW, type: 'webview' }]);
    expect(activationEvents).toContain(`onWebviewPanel:${RESULTS_PANEL}`);
  });

  it('name the same settings', () => {
    const keys = Object.values(SETTINGS).map((key) => `${SETTINGS_SECTION}.${key}`);
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual(keys.sort());
  });
});

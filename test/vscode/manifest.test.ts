import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import * as v from 'valibot';
import {
  COMMANDS,
  INTERNAL_COMMANDS,
  RESULTS_PANEL,
  SETTINGS,
  SETTINGS_SECTION,
  SIDEBAR_VIEW,
  VIEW_CONTAINER,
} from '../../src/host/ids';
import { activate, theExtension } from './extensionUnderTest';

const manifestSchema = v.object({
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), title: v.string(), category: v.string() })),
    viewsContainers: v.object({ activitybar: v.array(v.object({ id: v.string(), title: v.string() })) }),
    views: v.record(v.string(), v.array(v.object({ id: v.string(), type: v.string() }))),
    configuration: v.object({ properties: v.record(v.string(), v.unknown()) }),
  }),
});

function contributions(): v.InferOutput<typeof manifestSchema>['contributes'] {
  return v.parse(manifestSchema, theExtension().packageJSON).contributes;
}

suite('manifest', () => {
  test('the extension activates and gives its interface', async () => {
    const api = await activate();
    assert.equal(theExtension().isActive, true);
    assert.equal(typeof api.enginePid, 'function');
  });

  test('package.json declares the commands of ids.ts, each with a title and the category Matmul', () => {
    const { commands } = contributions();
    assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(COMMANDS).sort());
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Matmul', command);
      assert.match(title, /\S/, command);
    }
  });

  test('every command is registered, and nothing else under its prefix', async () => {
    await activate();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('matmulProfiler.'));
    // Views bring commands of their own, such as matmulProfiler.sidebar.focus.
    const own = registered.filter((id) => !id.startsWith(`${SIDEBAR_VIEW}.`));
    assert.deepEqual(own.sort(), [...Object.values(COMMANDS), ...Object.values(INTERNAL_COMMANDS)].sort());
  });

  test('package.json declares the view, its container and the settings of ids.ts', () => {
    const { viewsContainers, views, configuration } = contributions();
    assert.deepEqual(viewsContainers.activitybar, [{ id: VIEW_CONTAINER, title: 'Matmul Profiler' }]);
    assert.deepEqual(views, { [VIEW_CONTAINER]: [{ id: SIDEBAR_VIEW, type: 'webview' }] });
    assert.deepEqual(
      Object.keys(configuration.properties).sort(),
      Object.values(SETTINGS)
        .map((key) => `${SETTINGS_SECTION}.${key}`)
        .sort(),
    );
  });

  test('the results panel opens and closes', async () => {
    await activate();
    await vscode.commands.executeCommand(COMMANDS.openResults);
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(RESULTS_PANEL));
    assert.equal(panels().length, 1);
    await vscode.window.tabGroups.close(panels());
    assert.equal(panels().length, 0);
  });
});

// Every view: from which run it is drawn, and what is done before its picture is taken.
import { NARROW, WIDE } from './tour.mjs';

/** A tab of the results panel, wide and narrow. `ready` gets the page before each picture. */
function tabView(name, run, tab, ready = async () => undefined) {
  return {
    name,
    run,
    take: async (tour, take) => {
      await tour.page.setViewportSize(WIDE);
      if (run !== null && run !== 'training') await tour.showRun(run);
      await tour.showTab(tab);
      const results = await tour.results();
      await ready(results, tour);
      await tour.settle();
      await take('', tour.panel());
      await tour.page.setViewportSize(NARROW);
      await tour.settle();
      await take('-narrow', tour.panel());
      await tour.page.setViewportSize(WIDE);
    },
  };
}

/** A benchmark of a run, or another choice of a list of the page. */
function choose(field, value) {
  return async (results) => {
    await results.locator(`[data-field="${field}"]`).evaluate((select, chosen) => {
      select.value = chosen;
      select.dispatchEvent(new Event('change'));
    }, value);
  };
}

function map(benchmark, axes) {
  return async (results) => {
    await choose('benchmark', benchmark)(results);
    if (axes !== null) await choose('heatmapAxes', axes)(results);
  };
}

/** An editor, on a benchmark file. */
function editorView(name, run, file, ready = async () => undefined) {
  return {
    name,
    run,
    take: async (tour, take) => {
      await tour.openAlone(file);
      await ready(tour);
      await tour.settle();
      await take('', tour.panel());
      await tour.workbench.runCommand('View: Close Editor');
    },
  };
}

export const VIEWS = [
  tabView('table', 'first', 'table'),
  tabView('heatmap', 'first', 'heatmap'),
  tabView('curves', 'first', 'curves'),
  tabView('roofline', 'first', 'roofline'),
  tabView('distribution', 'first', 'distribution'),
  tabView('timeline', 'first', 'timeline', async (results) => {
    if ((await results.locator('[data-chart="timeline"]').count()) === 0)
      await results.locator('[data-action="trace"]').click();
    await results.locator('[data-chart="timeline"]').waitFor();
  }),
  tabView('matrices', 'first', 'matrices', (results) => results.locator('.matrix-map').first().waitFor()),
  tabView('strategies', 'first', 'strategies', (results) => results.locator('.scrub').fill('40')),
  tabView('heatmap-shapes', 'maps', 'heatmap', map('shapes', 'm × n')),
  tabView('heatmap-density', 'maps', 'heatmap', map('pruned', 'density × size')),
  tabView('heatmap-threads', 'maps', 'heatmap', map('threads', 'threads × size')),
  tabView('matrices-sparse', 'maps', 'matrices', async (results, tour) => {
    await tour.showTab('table');
    await results.locator('.row-button', { hasText: 'sparse' }).nth(1).click();
    await tour.showTab('matrices');
    await results.locator('.matrix-map').first().waitFor();
  }),
  tabView('heatmap-tuned', 'tuned', 'heatmap'),
  tabView('crossover', 'crossover', 'crossover'),
  tabView('expectations', 'gated', 'table'),
  tabView('runs', 'gated', 'runs'),
  tabView('machine', null, 'machine'),
  tabView('training', 'training', 'training', (results) => results.locator('.unit-images canvas').first().waitFor()),
  tabView('training-form', 'training', 'training', async (results) => {
    const form = results.locator('[data-section="trainForm"]');
    if ((await form.getAttribute('open')) === null) await form.locator('> summary').click();
  }),
  editorView('lenses', 'gated', 'gated.matmul.json'),
  editorView('problems', null, 'wrong.matmul.json'),
  {
    name: 'kernel',
    run: 'first',
    take: async (tour, take) => {
      await tour.showRun('first');
      await tour.showTab('table');
      const results = await tour.results();
      const row = results.getByRole('button', { name: 'simd', exact: true }).first();
      if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
      await results.locator('[data-action="showKernel"]').click();
      await tour.page.locator('.tab', { hasText: '.wat' }).waitFor();
      await tour.settle();
      await take('', tour.page.locator('.editor-group-container', { hasText: '.wat' }).first());
      await tour.workbench.runCommand('View: Close Editor');
    },
  },
  {
    name: 'sidebar',
    run: null,
    take: async (tour, take) => {
      await tour.workbench.openSidebar();
      const bar = tour.page.locator('.part.sidebar');
      await tour.settle();
      await take('', bar);
      const sidebar = await tour.workbench.webview('sidebar');
      const section = sidebar.locator('[data-section="machine"]');
      await section.locator('summary').first().click();
      await section.locator('[data-part="nullTest"]').scrollIntoViewIfNeeded();
      await tour.settle();
      await take('-machine', bar);
      await section.locator('summary').first().click();
      await tour.toggleSideBar();
    },
  },
  {
    name: 'lists',
    run: 'gated',
    take: async (tour, take) => {
      const list = tour.page.locator('.quick-input-widget');
      await tour.command('savedRun');
      await tour.workbench.quickPick('gated').waitFor();
      await tour.settle();
      await take('-runs', list);
      await tour.workbench.quickPick('gated').click();
      await tour.page.waitForTimeout(500);
      await take('-run', list);
      await tour.page.keyboard.press('Escape');
      await tour.command('findCrossover');
      await tour.workbench.quickPick('').waitFor();
      await tour.settle();
      await take('-crossovers', list);
      await tour.page.keyboard.press('Escape');
    },
  },
];

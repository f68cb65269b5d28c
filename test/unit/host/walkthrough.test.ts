import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { COMMANDS, HAS_RUN_CONTEXT, INTERNAL_COMMANDS, WALKTHROUGH } from '../../../src/host/ids';

const manifest = v.parse(
  v.object({
    contributes: v.object({
      walkthroughs: v.array(
        v.object({
          id: v.string(),
          icon: v.string(),
          steps: v.array(
            v.object({
              id: v.string(),
              description: v.string(),
              media: v.object({ svg: v.string(), altText: v.string() }),
              completionEvents: v.array(v.string()),
            }),
          ),
        }),
      ),
    }),
  }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);
const texts = v.parse(v.record(v.string(), v.string()), JSON.parse(readFileSync('package.nls.json', 'utf8')));
const [walkthrough] = manifest.contributes.walkthroughs;
const steps = (walkthrough?.steps ?? []).map((step) => ({
  ...step,
  description: texts[step.description.replaceAll('%', '')] ?? '',
}));
const commands: readonly string[] = [...Object.values(COMMANDS), ...Object.values(INTERNAL_COMMANDS)];

describe('the walkthrough', () => {
  it('has five steps, from the first run to a file of one’s own', () => {
    expect(walkthrough?.id).toBe(WALKTHROUGH);
    expect(steps.map(({ id }) => id)).toEqual(['firstRun', 'heatmap', 'bounds', 'compare', 'benchmarkFile']);
  });

  it.each(steps)('$id has a button that does it, and is done by what the button does', ({ description, ...step }) => {
    const called = [...description.matchAll(/\(command:([\w.]+)/g)].map(([, id = '']) => id);
    expect(called.filter((id) => !commands.includes(id))).toEqual([]);
    // A link on a line of its own is drawn as a button.
    expect(description).toMatch(/^\[[^\]]+\]\(command:matmulProfiler\.\w+\)$/m);
    for (const event of step.completionEvents) {
      const [kind, what = ''] = event.split(':');
      if (kind === 'onCommand') expect(called).toContain(what);
      else expect(event).toBe(`onContext:${HAS_RUN_CONTEXT}`);
    }
  });

  it.each(steps)('$id has a drawing that follows the theme, and is packaged', ({ media }) => {
    const text = readFileSync(media.svg, 'utf8');
    expect(text).toContain('var(--vscode-foreground)');
    // The page of a walkthrough has a policy against both.
    expect(text).not.toMatch(/<script|<style|\sstyle=/);
    expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    expect(readFileSync('.vscodeignore', 'utf8')).toContain('!media/walkthrough/*.svg');
    expect(existsSync(walkthrough?.icon ?? '')).toBe(true);
  });
});

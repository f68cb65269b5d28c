import type { Page } from 'playwright-core';
import { sendRowsAhead } from '../../../src/host/views/rowsAhead';
import { resultsRowsRequest, resultsStateRequest } from '../../../src/shared/viewProtocol';
import type { ResultsState, RunView } from '../../../src/shared/viewProtocol';
import { strategies } from '../fixtures';

/**
 * Milliseconds of the page, from the first message that holds rows of the run to the first frame that shows some: to take
 * the messages over, to compute all that is shown and to draw it. The way from the host is not in it, which here is that of
 * a driver of browsers.
 */
export async function openingMs(page: Page, run: RunView): Promise<number> {
  return page.evaluate(
    async ({ messages, title }) => {
      const parsed = messages.map((json): unknown => JSON.parse(json));
      const nextFrame = (): Promise<void> =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            setTimeout(resolve);
          });
        });
      await nextFrame();
      const from = performance.now();
      for (const message of parsed) window.postMessage(message, '*');
      const isShown = (): boolean =>
        document.querySelector('h1')?.textContent === title && document.querySelector('tr.row') !== null;
      while (!isShown()) await nextFrame();
      return performance.now() - from;
    },
    { messages: await messagesOf(run), title: run.title },
  );
}

/** The messages that the host sends for a run, as they are written. */
async function messagesOf(run: RunView): Promise<readonly string[]> {
  const messages: string[] = [];
  const write = (method: string, params: unknown): void => {
    messages.push(JSON.stringify({ jsonrpc: '2.0', id: `${run.id}-${messages.length}`, method, params }));
  };
  const rest = await sendRowsAhead(
    {
      sendRequest: (_type: unknown, params: unknown) => {
        write(resultsRowsRequest.method, params);
        return Promise.resolve();
      },
    },
    run,
  );
  const state: ResultsState = {
    ...{
      run: rest,
      strategies,
      recent: [],
      baseline: null,
      here: null,
      engineProblem: null,
      suggested: null,
      kept: null,
      verdicts: [],
    },
  };
  write(resultsStateRequest.method, state);
  return messages;
}

/** A page has come to rest when so many frames changed nothing. */
const STILL_FRAMES = 5;

/** Milliseconds of the page from a click on a tab to the frame with the last of what came of it. */
export async function tabMs(page: Page, title: string): Promise<number> {
  await page.getByRole('tab', { name: title, exact: true }).waitFor();
  return page.evaluate(
    async ({ name, stillFrames }) => {
      const nextFrame = (): Promise<void> =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            setTimeout(resolve);
          });
        });
      let isChanged = false;
      const observer = new MutationObserver(() => {
        isChanged = true;
      });
      observer.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
      await nextFrame();
      const from = performance.now();
      for (const tab of document.querySelectorAll<HTMLElement>('[role="tab"]')) {
        if (tab.textContent === name) tab.click();
      }
      let [tookMs, still] = [0, 0];
      while (still < stillFrames) {
        isChanged = false;
        await nextFrame();
        if (isChanged || still === 0) tookMs = performance.now() - from;
        still = isChanged ? 0 : still + 1;
      }
      observer.disconnect();
      return tookMs;
    },
    { name: title, stillFrames: STILL_FRAMES },
  );
}

/** What is done to the page before each frame. */
export type FrameAct = 'scroll' | 'resize' | 'zoom in' | 'zoom out' | 'move';

/** Milliseconds from each frame to the next, while something is done in every one. */
export async function framesWhile(page: Page, act: FrameAct, frames: number): Promise<readonly number[]> {
  return (await times(page, act, frames)).map(({ frameMs }) => frameMs);
}

/** Milliseconds of the page's own work in each of these frames: to take the input, to render and to paint on the canvas. */
export async function redrawsWhile(page: Page, act: FrameAct, frames: number): Promise<readonly number[]> {
  return (await times(page, act, frames)).map(({ workMs }) => workMs);
}

function times(
  page: Page,
  act: FrameAct,
  frames: number,
): Promise<readonly { readonly frameMs: number; readonly workMs: number }[]> {
  return page.evaluate(
    async ({ what, count }) => {
      const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const nextTask = (): Promise<void> =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            resolve();
          };
          port2.postMessage(null);
        });
      const map = document.querySelector('.matrix-map[data-map="C"]');
      const box = document.querySelector('.table-scroll');
      const turn = (deltaY: number): void => {
        const canvas = map?.querySelector('canvas');
        const { left = 0, top = 0, width = 0, height = 0 } = canvas?.getBoundingClientRect() ?? {};
        const at = { clientX: left + width / 2, clientY: top + height / 2 };
        canvas?.dispatchEvent(
          new WheelEvent('wheel', { ...at, deltaY, ctrlKey: true, cancelable: true, bubbles: true }),
        );
      };
      const step = (frame: number): void => {
        switch (what) {
          case 'scroll':
            if (box !== null) box.scrollTop += 400;
            return;
          case 'resize':
            document.body.style.setProperty('width', `${900 + 2 * (frame % 100)}px`);
            return;
          case 'zoom in': {
            turn(-1);
            return;
          }
          case 'zoom out': {
            turn(1);
            return;
          }
          case 'move': {
            const key = frame % 20 < 10 ? 'ArrowRight' : 'ArrowLeft';
            const event = new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true, cancelable: true });
            map?.querySelector('[role="gridcell"]')?.dispatchEvent(event);
          }
        }
      };
      const taken: { frameMs: number; workMs: number }[] = [];
      let before = await nextFrame();
      for (let frame = 0; frame < count; frame++) {
        const from = performance.now();
        step(frame);
        // What was asked for by the input is rendered in a task of its own.
        await nextTask();
        const workMs = performance.now() - from;
        const now = await nextFrame();
        taken.push({ frameMs: now - before, workMs });
        before = now;
      }
      return taken;
    },
    { what: act, count: frames },
  );
}

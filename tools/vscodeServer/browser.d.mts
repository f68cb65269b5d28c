import type { Browser } from 'playwright-core';

export class BrowserMissingError extends Error {}
/** The path of a Chromium that runs. @throws {BrowserMissingError} */
export function findChromium(): Promise<string>;
/** Starts a browser without a window, with more flags where they are given; it reaches this machine only. */
export function launchBrowser(flags?: readonly string[]): Promise<Browser>;

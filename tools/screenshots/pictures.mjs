// Pictures in a folder, and sheets on which those of one view stand side by side, a column a theme.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../vscodeServer/browser.mjs';

/** Pixels between the pictures of a sheet. */
const GAP = 8;

export class Pictures {
  /** Names of the pictures, in their order, each with its themes. */
  taken = new Map();

  constructor(folder, language) {
    this.folder = folder;
    this.language = language;
  }

  async take(name, theme, locator) {
    const path = this.path(name, theme);
    await mkdir(this.folder, { recursive: true });
    await locator.screenshot({ path });
    this.taken.set(name, [...(this.taken.get(name) ?? []), theme]);
    console.log(path);
  }

  path(name, theme) {
    return join(this.folder, `${name}-${theme}-${this.language}.png`);
  }

  /** Writes a sheet for each name: pictures wider than 500 pixels in two columns at three fifths of their size. */
  async lay(themes) {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 400 } });
      for (const name of this.taken.keys()) {
        const images = [];
        for (const theme of themes) images.push((await readFile(this.path(name, theme))).toString('base64'));
        await page.setContent(sheetHtml(images));
        const path = join(this.folder, `sheet-${name}-${this.language}.png`);
        await writeFile(path, await page.locator('main').screenshot());
        console.log(path);
      }
    } finally {
      await browser.close();
    }
  }
}

function sheetHtml(images) {
  const tags = images.map((image) => `<img src="data:image/png;base64,${image}" onload="fit(this)">`).join('');
  return `<style>
      body { margin: 0; }
      main { display: inline-grid; grid-template-columns: repeat(var(--columns, 4), auto); gap: ${GAP}px; padding: ${GAP}px; background: #888; align-items: start; }
    </style>
    <script>
      function fit(image) {
        if (image.naturalWidth <= 500) return;
        image.width = image.naturalWidth * 0.6;
        document.querySelector('main').style.setProperty('--columns', 2);
      }
    </script>
    <main>${tags}</main>`;
}

import type { ChartPicture, PictureTheme } from '../../../shared/chartPicture';
import { drawChart } from './drawChart';
import { layoutOf } from './layout';
import type { LineChart, Zoom } from './lineChart';
import { measureText } from './measureText';
import { PALETTES } from './palettes';
import type { Scene } from './scene';
import { pngBase64 } from './scenePng';
import { svgText } from './sceneText';

/** Width of saved pictures in CSS pixels: as wide as a page, whatever the panel is. */
export const PICTURE_WIDTH = 960;

/** Height of the title's line. */
export const PICTURE_HEAD = 28;

/** The part of a chart that is seen, as it can be saved: with its title above it, in light and dark, as SVG and PNG. */
export async function pictureOf(chart: LineChart, height: number, zoom: Zoom, title: string): Promise<ChartPicture> {
  const layout = layoutOf(chart, PICTURE_WIDTH, height + PICTURE_HEAD, zoom, measureText, { headRoom: PICTURE_HEAD });
  return pictureOfScene(drawChart(chart, layout, measureText), title);
}

/** A scene that was drawn `PICTURE_HEAD` lower than at its upper edge, as it can be saved. */
export async function pictureOfScene({ marks, ...sizes }: Scene, title: string): Promise<ChartPicture> {
  // In the editor the title stands outside of the chart; a picture has to bring it along.
  const heading = {
    kind: 'text',
    x: 12,
    y: PICTURE_HEAD / 2 + 4,
    text: title,
    ink: 'text',
    anchor: 'start',
    bold: true,
  } as const;
  const scene: Scene = { ...sizes, marks: [...marks, heading] };
  const svg = (theme: PictureTheme): string => svgText(scene, title, PALETTES[theme]);
  const png = (theme: PictureTheme): Promise<string> => pngBase64(scene, PALETTES[theme]);
  const [light, dark] = await Promise.all([png('light'), png('dark')]);
  return { title, svg: { light: svg('light'), dark: svg('dark') }, png: { light, dark } };
}

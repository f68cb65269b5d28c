import type { CellMap } from '../../src/webview/charts/dense/cellMap';
import { cellPicture } from '../../src/webview/charts/dense/cellPicture';
import { paintDenseMap } from '../../src/webview/charts/dense/paintDenseMap';
import { cividis } from '../../src/webview/charts/cividis';
import { ratioColour, signedColour } from '../../src/webview/charts/diverging';
import type { Scene } from './paintedScenes';

const GROUND = { red: 30, green: 30, blue: 30 };
const COLOURS = { ground: '#1e1e1e', ring: '#ffffff', hatch: '#707070', chosen: '#4daafc' };

/** A number from 0 to 1 that looks random and is always the same for a cell. */
function share(cell: number): number {
  return ((cell * 2654435761) % 4294967296) / 4294967296;
}

function mapOf({ map, down, across }: Scene): CellMap {
  const colourOf = (cell: number): ReturnType<CellMap['colourOf']> => {
    switch (map) {
      case 'speeds':
        // The diagonal was not measured.
        return cell % (across + 1) === 0 ? null : cividis(cell / (down * across));
      case 'ratios':
        return ratioColour(2 ** (4 * share(cell) - 2), 4, GROUND);
      case 'values':
        return share(cell) < 0.2 ? null : signedColour(2 * share(cell + 1) - 1, GROUND);
    }
  };
  const none = (): string => '';
  return {
    ...{ down, across, colourOf, isHatched: map === 'speeds', labels: null },
    ...{ textOf: none, wordsOf: none, isMarked: (cell) => map === 'speeds' && cell % 7 === 3 },
  };
}

/** Paints a scene on a canvas of its own; resolves to its pixels as the address of a PNG file. */
function paintScene(scene: Scene): string {
  const map = mapOf(scene);
  const canvas = document.createElement('canvas');
  paintDenseMap(canvas, scene.width, scene.height, {
    ...{ map, cells: cellPicture(map), zoom: scene.zoom, colours: COLOURS, numberFont: 'monospace' },
    ...{ ring: scene.ring, chosen: scene.chosen },
  });
  return canvas.toDataURL('image/png');
}

Object.assign(window, { paintScene });

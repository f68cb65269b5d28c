import * as l10n from '@vscode/l10n';
import type { LineChart } from './lineChart';
import { namedLines } from './namedLines';
import { SceneMarks } from './SceneSvg';

const [WIDTH, HEIGHT] = [20, 12];

/** Which number stands for which line, below a chart that has no room for names. */
export function LineKey({ chart }: { readonly chart: LineChart }) {
  return (
    <ol class="line-key" aria-label={l10n.t('Names of the lines')}>
      {namedLines(chart).map(({ name, ink, dash }, index) => (
        <li key={name}>
          <span class="num">{index + 1}</span>
          <svg width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
            <SceneMarks
              marks={[
                { kind: 'path', d: `M0 ${HEIGHT / 2}H${WIDTH}`, stroke: ink, strokeWidth: 1.6, dash, clipped: false },
              ]}
              plot={{ left: 0, top: 0, width: WIDTH, height: HEIGHT }}
            />
          </svg>
          {name}
        </li>
      ))}
    </ol>
  );
}

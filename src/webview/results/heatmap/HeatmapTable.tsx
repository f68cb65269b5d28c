import { cornerText } from './heatmapModel';
import type { Heatmap } from './heatmapModel';
import { AS_DEFAULT, STOPPED_EARLY } from './tuningHeatmap';

/** The numbers of the map as a table. */
export function HeatmapTable({ map }: { readonly map: Heatmap }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Heatmap as a table">
      <table class="heatmap-table">
        <caption class="dim">
          {map.texts[map.metric].unit} by {[map.lineAxis, map.axis].filter((axis) => axis !== 'strategy').join(' and ')}
          ;{' '}
          {map.kind === 'tuning'
            ? `a star marks the best point, ${STOPPED_EARLY} those stopped early, ${AS_DEFAULT} the default`
            : 'a star marks the fastest of a column, or all that cannot be told apart from it'}
        </caption>
        <thead>
          <tr>
            <th scope="col">{map.lineAxis === 'strategy' ? 'strategy' : cornerText(map)}</th>
            {map.columns.map(({ key, label }) => (
              <th key={key} scope="col" class="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.label}</th>
              {line.cells.map(({ text, leader, value }, column) => (
                <td key={map.columns[column].key} class={value === null ? 'num dim' : 'num'}>
                  {leader ? <b>{text} ★</b> : text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { METRIC_TEXTS } from './heatmapModel';
import type { Heatmap } from './heatmapModel';

/** The numbers of the map as a table. */
export function HeatmapTable({ map }: { readonly map: Heatmap }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Heatmap as a table">
      <table class="heatmap-table">
        <caption class="dim">
          {METRIC_TEXTS[map.metric].unit} by {map.axis}; a star marks the fastest of a column, or all that cannot be
          told apart from it
        </caption>
        <thead>
          <tr>
            <th scope="col">strategy</th>
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

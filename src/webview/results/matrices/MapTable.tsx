import { partOfCell } from '../../../core/matrix/maps/blockMap';
import type { MapModel } from './mapModel';

/** The numbers of a map as a table. */
export function MapTable({ model }: { readonly model: MapModel }) {
  const { grid, title, legend, text } = model;
  const { down, across } = grid;
  const lines = Array.from({ length: down }, (_, line) => line);
  const columns = Array.from({ length: across }, (_, column) => column);
  const range = (first: number, length: number): string =>
    length === 1 ? String(first) : `${first}–${first + length - 1}`;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p class="hint">
        {model.caption} {legend.unit}
      </p>
      <div class="map-table-scroll" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
        <table class="map-table" data-map={model.of}>
          <thead>
            <tr>
              <th scope="col">rows</th>
              {columns.map((column) => {
                const { firstColumn, columns: count } = partOfCell(grid, 0, column);
                return (
                  <th key={column} scope="col">
                    {range(firstColumn, count)}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const { firstRow, rows } = partOfCell(grid, line, 0);
              return (
                <tr key={line}>
                  <th scope="row">{range(firstRow, rows)}</th>
                  {columns.map((column) => (
                    <td key={column} class="num">
                      {text(line * across + column)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

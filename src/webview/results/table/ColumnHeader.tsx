import type { ColumnRoom } from './columns';
import type { Sort } from './rowOrder';

interface ColumnHeaderProps {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly tooltip?: string;
  readonly room: ColumnRoom;
  readonly numeric?: boolean;
  readonly descendingFirst?: boolean;
  /** What the user has asked for. */
  readonly sort: Sort;
  /** What the rows are sorted by now. */
  readonly sorted: Sort | null;
  readonly onSort: (sort: Sort) => void;
}

/** A header that sorts by its column; once more turns the order around. */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { id, title, unit = '', tooltip = '', room, numeric = false, descendingFirst = false, sorted, onSort } = props;
  const current = sorted?.column === id ? sorted : null;
  const direction = current === null ? 'none' : current.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`${room}${numeric ? ' numeric' : ''}`} aria-sort={direction} data-column={id}>
      <button
        type="button"
        title={tooltip}
        onClick={() => {
          onSort({ column: id, descending: current === null ? descendingFirst : !current.descending });
        }}
      >
        <span>
          {current !== null && (
            <span class={`codicon codicon-triangle-${current.descending ? 'down' : 'up'}`} aria-hidden="true" />
          )}
          {title}
        </span>
        {unit !== '' && <span> {unit}</span>}
      </button>
    </th>
  );
}

import { formatShare } from '../../../core/format';
import type { Counts, WalkState } from '../../../core/model/steps/replay';
import type { Walk } from '../../../core/model/steps/step';

interface CountsTableProps {
  readonly walk: Walk;
  readonly state: WalkState;
}

/** Hits and misses so far, by what was touched, and by thread. */
export function CountsTable({ walk, state: { counts } }: CountsTableProps) {
  const titles = new Map(walk.regions.map(({ id, title }) => [id, title]));
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Hits and misses so far">
      <table class="walk-table">
        <thead>
          <tr>
            <th scope="col">touched so far</th>
            <th scope="col">reads</th>
            <th scope="col">writes</th>
            <th scope="col">hits</th>
            <th scope="col">misses</th>
            <th scope="col">missed</th>
          </tr>
        </thead>
        <tbody>
          {[...counts.regions].map(([id, each]) => (
            <CountsRow key={id} name={titles.get(id) ?? id} counts={each} />
          ))}
          {counts.threads.length > 1 &&
            counts.threads.map((each, thread) => (
              <CountsRow key={thread} name={`thread ${thread}, in all`} counts={each} />
            ))}
          <CountsRow name="all" counts={counts.total} isTotal />
        </tbody>
      </table>
    </div>
  );
}

interface CountsRowProps {
  readonly name: string;
  readonly counts: Counts;
  readonly isTotal?: boolean;
}

function CountsRow({ name, counts: { reads, writes, hits, misses }, isTotal = false }: CountsRowProps) {
  return (
    <tr class={isTotal ? 'total' : ''} data-counts={name}>
      <th scope="row">{name}</th>
      <td class="num">{reads}</td>
      <td class="num">{writes}</td>
      <td class="num">{hits}</td>
      <td class="num">{misses}</td>
      <td class="num">{hits + misses === 0 ? '–' : formatShare(misses / (hits + misses))}</td>
    </tr>
  );
}

import * as l10n from '@vscode/l10n';
import type { Machine } from '../../core/machine';
import { peakTable } from '../../core/model/peakTable';
import type { PeakLine } from '../../core/model/peakTable';
import { LinkButton } from '../controls/Button';
import { Sentence } from '../controls/Sentence';
import { dateText } from '../dateText';
import './machine.css';

interface MachinePeaksProps {
  readonly machine: Machine;
  readonly onMeasure: () => void;
}

/** What the machine does at most, as measured, with its date; and a way to measure it, or to measure it again. */
export function MachinePeaks({ machine: { peaks }, onMeasure }: MachinePeaksProps) {
  if (peaks === undefined) {
    return (
      <p class="hint">
        <Sentence
          text={l10n.t('Its peaks are not known yet. {0} to see what limits each result.')}
          parts={[
            <LinkButton key="measure" name="measureMachine" onClick={onMeasure}>
              {l10n.t('Measure this machine')}
            </LinkButton>,
          ]}
        />
      </p>
    );
  }
  const { columns, compute, bandwidth } = peakTable(peaks);
  return (
    <>
      <PeakRows title="GFLOP/s" columns={columns} lines={compute} />
      <PeakRows title="GB/s" columns={columns} lines={bandwidth} />
      <p class="hint">
        {l10n.t('Measured {0}.', dateText(peaks.measuredAt, new Date()))}{' '}
        <LinkButton name="measureMachine" onClick={onMeasure}>
          {l10n.t('Measure again')}
        </LinkButton>
      </p>
    </>
  );
}

interface PeakRowsProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly PeakLine[];
}

function PeakRows({ title, columns, lines }: PeakRowsProps) {
  return (
    <table class="peaks">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {columns.map((column) => (
            <th key={column} scope="col" class="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, figures }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {figures.map((figure, at) => (
              <td key={columns[at]} class="num">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

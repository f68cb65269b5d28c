import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Explanation } from '../../../core/model/explanation';
import type { ChartPicture } from '../../../shared/chartPicture';
import type { Zoom } from '../../charts/lines/lineChart';
import { WHOLE } from '../../charts/lines/lineChart';
import type { ZoomControl } from '../../charts/lines/zoomByPointer';
import { NumberGrid } from '../../charts/numbers/NumberGrid';
import type { NumberTable } from '../../charts/numbers/numberTable';
import { IconButton, LinkButton } from '../../controls/Button';
import type { TabProps } from '../tab';
import { Unbroken } from '../Unbroken';
import { INITIAL_CHART } from './chartViews';
import type { ChartView } from './chartViews';
import { Answer, AskButton, useAsked } from './Explained';

export interface FigureContext extends Pick<TabProps, 'view' | 'setView' | 'onCopy' | 'onSavePicture'> {
  /** What the chart is of. */
  readonly run: { readonly title: string };
}

/** What a chart is told of the part that is seen, and tells. */
export interface ChartZooming {
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** The buttons beside the chart. */
  readonly control: (zoom: ZoomControl) => void;
}

export interface ChartFrameProps extends FigureContext {
  /** What it is remembered by. */
  readonly id: string;
  readonly title: string;
  readonly table: NumberTable;
  readonly explanation: Explanation;
  /** Charts that share an axis share what is seen of it: the id of the first. */
  readonly zoomedWith?: string;
  readonly children?: ComponentChildren;
  readonly chart: (zooming: ChartZooming) => ComponentChildren;
  readonly picture: (zoom: Zoom, title: string) => Promise<ChartPicture>;
}

/** Around a chart: its name, what it says of itself, the same numbers as a table, and what takes them along. */
export function ChartFrame(props: ChartFrameProps) {
  const { id, title, table, explanation, zoomedWith = id, children, chart, picture } = props;
  const { view, setView, onCopy, onSavePicture, run } = props;
  const asked = useAsked(id, props);
  const control = useRef<ZoomControl | null>(null);
  const { asTable } = view.charts.each[id] ?? INITIAL_CHART;
  const { zoom: shared } = view.charts.each[zoomedWith] ?? INITIAL_CHART;
  const { zoom: own } = view.charts.each[id] ?? INITIAL_CHART;
  // What is shared is the x axis; up and down each chart is where it was left, or in the middle.
  const zoom = own.k === shared.k ? { ...shared, y: own.y } : { ...shared, y: (1 - shared.k) / 2 };
  const change = (part: Partial<ChartView>, ofShared: Partial<ChartView> = {}): void => {
    const { each } = view.charts;
    const before = { [zoomedWith]: { ...(each[zoomedWith] ?? INITIAL_CHART), ...ofShared } };
    setView({
      charts: {
        ...view.charts,
        each: {
          ...each,
          ...before,
          [id]: { ...(id === zoomedWith ? before[id] : (each[id] ?? INITIAL_CHART)), ...part },
        },
      },
    });
  };
  const isZoomed = zoom.k !== WHOLE.k;
  return (
    <section class="chart" data-chart={id} aria-label={title}>
      <div class="chart-head">
        <h3>
          <Unbroken text={title} />
        </h3>
        {children}
        <AskButton asked={asked} />
        <LinkButton
          name="chartAsTable"
          onClick={() => {
            change({ asTable: !asTable });
          }}
        >
          {asTable ? l10n.t('Show as chart') : l10n.t('Show as table')}
        </LinkButton>
        {onSavePicture !== null && (
          <LinkButton
            name="savePicture"
            onClick={() => {
              onSavePicture(picture(zoom, l10n.t('{0}: {1}', run.title, title)));
            }}
          >
            {l10n.t('Save picture…')}
          </LinkButton>
        )}
        {!asTable && (
          <span class="chart-zoom">
            <IconButton icon="zoom-in" name="zoomIn" label={l10n.t('Zoom in')} onClick={() => control.current?.in()} />
            <IconButton
              icon="zoom-out"
              name="zoomOut"
              label={l10n.t('Zoom out')}
              onClick={() => control.current?.out()}
            />
            {isZoomed && (
              <IconButton
                icon="screen-full"
                name="zoomWhole"
                label={l10n.t('Show all')}
                onClick={() => control.current?.whole()}
              />
            )}
          </span>
        )}
      </div>
      <Answer asked={asked} explanation={asked.isOpen ? explanation : null} />
      {asTable ? (
        <NumberGrid table={table} onCopy={onCopy} />
      ) : (
        chart({
          zoom,
          onZoom: (next) => {
            change({ zoom: next }, { zoom: next });
          },
          control: (next) => {
            control.current = next;
          },
        })
      )}
    </section>
  );
}

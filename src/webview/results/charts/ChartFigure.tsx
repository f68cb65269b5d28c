import { pictureOf } from '../../charts/lines/chartPicture';
import type { LineChart } from '../../charts/lines/lineChart';
import { LineChartView } from '../../charts/lines/LineChartView';
import { ChartFrame } from './ChartFrame';
import type { ChartFrameProps } from './ChartFrame';

interface ChartFigureProps extends Omit<ChartFrameProps, 'chart' | 'picture'> {
  readonly chart: LineChart;
  readonly height: number;
  readonly hint: string;
  /** The chart above or below it on the same axis. */
  readonly alignedWith?: LineChart;
}

/** A chart of lines, points or bars in its frame. */
export function ChartFigure({ chart, height, hint, alignedWith = chart, ...frame }: ChartFigureProps) {
  const { selected } = frame.view;
  return (
    <ChartFrame
      {...frame}
      picture={(zoom, title) => pictureOf(chart, height, zoom, title)}
      chart={(zooming) => (
        <LineChartView
          chart={chart}
          alignedWith={alignedWith}
          height={height}
          hint={hint}
          chosen={typeof selected === 'number' ? selected : null}
          onChoose={(row) => {
            frame.setView({ selected: row });
          }}
          {...zooming}
        />
      )}
    />
  );
}

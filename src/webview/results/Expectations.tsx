import type { GateVerdict } from '../../core/model/gates';

/** What the benchmarks expected and what came of it; nothing where they expected nothing. */
export function Expectations({ verdicts }: { readonly verdicts: readonly GateVerdict[] }) {
  if (verdicts.length === 0) return null;
  return (
    <section class="expectations" aria-label="Expectations">
      <h2>Expectations</h2>
      <ul>
        {verdicts.map(({ benchmark, index, title, outcome, reason }) => (
          <li key={`${benchmark} ${index} ${title}`}>
            <b>{outcome}</b>: {title}. <span class="dim">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

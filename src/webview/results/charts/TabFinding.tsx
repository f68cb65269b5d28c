import type { Finding } from '../../../core/model/findings';
import { Unbroken } from '../Unbroken';

/** What a chart has shown: a sentence with a number and its interval, and below it why, or what to do. */
export function TabFinding({ finding: { title, detail } }: { readonly finding: Finding }) {
  return (
    <>
      <h2 class="finding">
        <Unbroken text={title} />
      </h2>
      {detail !== '' && <p class="sub">{detail}</p>}
    </>
  );
}

import type { FunctionBody } from './assembler';
import { i32 } from './expressions';
import type { Integer } from './expressions';

/** Code for the kernel of a count from 1 to as many kernels as there are; the last one is asked for first. */
export function chooseByCount<Kernel>(
  f: FunctionBody,
  count: Integer,
  kernels: readonly Kernel[],
  write: (kernel: Kernel) => void,
): void {
  const choose = (at: number): void => {
    if (at === 0) {
      write(kernels[0]);
      return;
    }
    f.if(
      i32.equal(count, at + 1),
      () => {
        write(kernels[at]);
      },
      () => {
        choose(at - 1);
      },
    );
  };
  choose(kernels.length - 1);
}

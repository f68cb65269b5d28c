// How every peer is timed: by itself, around nothing but its products.

/** A batch of a product that is there when the call returns. */
export function timed(run) {
  return async (times) => {
    const start = process.hrtime.bigint();
    for (let done = 0; done < times; done++) run();
    return Number(process.hrtime.bigint() - start);
  };
}

/** A batch of a product that has to be waited for. */
export function timedAsync(run) {
  return async (times) => {
    const start = process.hrtime.bigint();
    for (let done = 0; done < times; done++) await run();
    return Number(process.hrtime.bigint() - start);
  };
}

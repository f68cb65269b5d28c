/** What a new benchmark file holds: it can run as it is, in some seconds. */
export const NEW_BENCHMARK_FILE = `{
  // C = A·B, where A has m rows and k columns, and B has k rows and n columns.
  "benchmarks": [
    {
      "name": "square",
      // "size" is m, k and n alike: a number, a list, or a range { "from", "to", "step" or "factor" }.
      "size": [128, 256, 512],
      // Ids, or objects with parameters. Without this list, all strategies run.
      "strategies": ["naive", "blocked", "simd", "parallel"],
    },
    {
      "name": "layer",
      "m": 64,
      "k": 784,
      "n": 100,
      // Seconds for one strategy at one size, at most.
      "budget": 0.5,
    },
  ],
}
`;

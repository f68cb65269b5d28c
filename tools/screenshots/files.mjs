/** Benchmark files of the workspace that pictures are taken in; `null`: the example of this name. */
export const FILES = {
  'first.matmul.json': null,
  /** What varies in two things: maps of one strategy. */
  'maps.matmul.json': `{
  "benchmarks": [
    {
      "name": "shapes",
      "m": [16, 32, 64, 128], "k": 64, "n": [8, 32, 128, 256],
      "sweep": "product",
      "budget": 0.05,
      "strategies": ["simd"]
    },
    {
      "name": "pruned",
      "size": [64, 128, 256],
      "density": [0.02, 0.1, 0.3, 1],
      "budget": 0.05,
      "strategies": ["sparse", "simd"]
    },
    {
      "name": "threads",
      "size": [64, 128, 256],
      "budget": 0.05,
      "strategies": [{ "id": "parallel", "threads": 1 }, { "id": "parallel", "threads": 2 }]
    }
  ]
}
`,
  /** What is met, missed and undecided, once there is a baseline. */
  'gated.matmul.json': `{
  "benchmarks": [
    {
      "name": "layer 1",
      "m": 64, "k": 784, "n": 100,
      "budget": 0.2,
      "strategies": [
        "naive",
        "blocked",
        "simd"
      ],
      "expect": [
        { "strategy": "simd", "fasterThan": "naive", "by": "50%" },
        { "strategy": "blocked", "fasterThan": "simd" },
        { "strategy": "naive", "notSlowerThanBaselineBy": "900%" },
        { "strategy": "blocked", "notSlowerThanBaselineBy": "5%" },
        { "strategy": "simd", "notSlowerThanBaselineBy": "5%" }
      ]
    }
  ]
}
`,
  /** Mistakes that are underlined. */
  'wrong.matmul.json': `{
  "benchmarks": [
    { "name": "typo", "size": 64, "strategy": ["simd"] },
    { "name": "negative", "size": -1 },
    { "name": "unknown", "size": 64, "strategies": ["simdd"] }
  ]
}
`,
};

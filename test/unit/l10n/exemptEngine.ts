/** As EXEMPT, for the kernels and the engine. */
export const EXEMPT_IN_ENGINE: Readonly<Record<string, readonly string[]>> = {
  // Backends are identification: the same in each language, and compared. So are labels of kernels and keys of modules.
  'src/core/kernels/blas.ts': ['threads of its own choice', '1 thread', '{} threads'],
  'src/core/kernels/blocked.ts': ['scalar JS 4×4, blocks {}×{}×{}'],
  'src/core/kernels/loops.ts': [
    ...['scalar JS, {}', 'wasm scalar, {}', 'wasm simd{}, {}, {}, {}'],
    ...['along {}', '{} columns side by side'],
  ],
  'src/core/kernels/naive.ts': ['scalar JS, i-j-k'],
  'src/core/kernels/outer.ts': [
    ...['rank {}', 'scalar JS, rank {}', 'wasm simd{}, rank {}, {}{}', ', rows of B gathered'],
  ],
  'src/core/kernels/processorRun.ts': ['scalar JS, β·C only'],
  'src/core/kernels/sparse/plan.ts': [
    ...['wasm {} CSR', 'wasm {} BSR {}×{}', '{}% filled', 'tiles {}×{}', 'panels of {} columns', 'packed B'],
  ],
  'src/core/kernels/strassen.ts': ['strassen {} on {}', 'without a level', '1 level', '{} levels'],
  'src/core/kernels/threadChoice.ts': ['{} threads', '1 thread', '1 thread of {}, too small to share'],
  'src/core/kernels/peaks/computeKernel.ts': ['compute peak'],
  'src/core/kernels/peaks/streamKernel.ts': ['stream peak'],
  'src/core/kernels/shown/moduleGuide.ts': [
    // Papers and books.
    'K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM Transactions on Mathematical Software 34 (2008)',
    'F. G. Van Zee and R. van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM Transactions on Mathematical Software 41 (2015)',
    'G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013), section 1.1',
    'F. G. Gustavson, Two Fast Algorithms for Sparse Matrices: Multiplication and Permuted Transposition, ACM Transactions on Mathematical Software 4 (1978)',
    'Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), section 3.4, for compressed rows and blocks',
    'V. Strassen, Gaussian Elimination is not Optimal, Numerische Mathematik 13 (1969)',
  ],
  'src/core/kernels/wasm/csrRows.ts': ['all columns', 'some columns'],
  'src/core/kernels/wasm/fiveLoops.ts': ['pack B', 'pack A'],
  'src/core/kernels/wasm/gemm.ts': ['with epilogue'],
  'src/core/kernels/wasm/gemmLabel.ts': [
    ...['wasm simd{}', '{}, {}, dot products', '{}, outer product', 'packed A', 'packed B', ' of Cᵀ'],
  ],
  'src/core/kernels/wasm/gemmShape.ts': [
    ...['relaxed madd', 'mul + add', 'wasm simd{} {}×{}', 'splat by shuffle', 'unroll 1'],
  ],
  'src/core/kernels/wasm/gemmWay.ts': ['dot products', 'outer product', ' of Cᵀ', 'mc = {}, kc = {}, nc = {}'],
  'src/core/kernels/wasm/marks.ts': ['pack A', 'pack B'],
  'src/core/kernels/wasm/sparseConversion.ts': ['sparse conversion'],
  'src/core/gpu.ts': [', in a webview'],
  // Ids, and units.
  'src/core/format.ts': ['{} ns', '{} ms', '{} min {} s', '{} h {} min'],
  'src/core/problemLabel.ts': ['element types'],
  'src/core/measure/betweenRuns.ts': ['no difference found'],
  'src/core/measure/crossover.ts': ['no difference', 'one winner'],
  'src/core/measure/outliers.ts': ['low severe', 'low mild', 'high mild', 'high severe'],
  'src/core/measure/ratio.ts': ['paired rounds', 'both intervals'],
  'src/core/model/traffic/productLoops.ts': ['rows of A', 'rows of B', 'panels of A', 'panels of B'],
  'src/core/matrix/reference.ts': ['sampled and Freivalds'],
  // Names.
  'src/core/measure/runComparison.ts': ['Node', 'Matmul Profiler'],
  // Values of parameters.
  'src/core/kernels/simd.ts': ['packed B'],
  'src/core/kernels/wasm/gemmBlocking.ts': ['packed B'],
  // The text format of WebAssembly, and JavaScript that is compiled.
  'src/core/kernels/wasm/text/moduleText.ts': [
    ...['(module ;; {}', '  (import {} {} (memory {}))', '  (export {} (func {}))', '  (func {}', '    (result {})'],
  ],
  'src/core/kernels/specialize.ts': ['/* for {} */ ({})', 'the source of {} is no function'],
  // Mistakes of whoever calls, which no user makes.
  'src/core/kernels/gpu/gpuSupport.ts': ['this strategy runs in a GPU executor, not in a kernel thread'],
  'src/core/kernels/wasm/assembler.ts': ['functions are imported before any is defined'],
  'src/engine/firstThread.ts': ['no problem is open'],
  'src/engine/gpu/gpuHost.ts': ['there is no GPU to ask', 'process stopped', 'no answer'],
  'src/engine/gpu/mixedSession.ts': ['{} cannot be slowed by a known share'],
  'src/engine/helperThread.ts': ['told to load a module that never came'],
  'src/engine/kernelThread.ts': ['kernelThread is the entry of a worker thread'],
  'src/engine/threadTeam.ts': ['a thread was told to send its record, and did not'],
  'src/engine/timelineOfRecords.ts': ['no piece of work has the number {}', 'between products'],
  'src/gpu/gpuWork.ts': ['no problem is open'],
  // Backends, and names that runs are compared by.
  'src/engine/machine.ts': ['unknown processor'],
  'src/engine/rotatingStrategy.ts': ['{}, cold cache ({} copies)'],
  'src/engine/slowedStrategy.ts': ['{}, slowed by {}'],
  'src/gpu/gpujsProduct.ts': ['gpu.js {} {}, {}', 'wall time'],
  'src/gpu/wgslProduct.ts': [
    ...['wgsl {}, {}', ', A and B in f16', 'naive {}×{}{}', ' by {}×{} of {}×{} invocations', '{} {}×{}{}, k by {}{}'],
  ],
  // Reasons of failures and losses, and kinds of clocks.
  'src/engine/specRun.ts': ['not supported', 'out of memory'],
  'src/engine/problemRun.ts': [
    ...['kernel crashed', '{} final', 'wrong result', 'over budget', 'out of memory', 'not supported'],
  ],
  'src/engine/blas/probe.ts': ['no native calls'],
  'src/engine/gpu/gpuView.ts': ['no answer', 'gpu gone'],
  'src/gpu/gpuErrors.ts': ['out of memory'],
  'src/gpu/gpuJs.ts': ['fell back'],
  'src/gpu/serveGpu.ts': ['gpu gone'],
  'src/gpu/webglContext.ts': ['wall time'],
  'src/webview/gpu/gpuWorker.ts': ['no answer', 'gpu gone', 'Matmul Profiler GPU'],
  // Names of libraries and makers, types of C, keys of what the system says, and a shader.
  'src/engine/blas/candidates.ts': ['C:\\Program Files (x86)\\Intel\\oneAPI', 'Intel MKL', 'Accelerate'],
  'src/engine/blas/makers.ts': ['const char *', 'void *', 'Intel MKL', 'Accelerate'],
  'src/engine/blas/nativeLibrary.ts': ['void *'],
  'src/engine/cacheDescriptions.ts': [
    ...['core id', 'physical id'],
    '@{caches=@(Get-CimInstance Win32_CacheMemory|select Level,MaxCacheSize,CacheType);',
    'processors=@(Get-CimInstance Win32_Processor|select NumberOfCores)}|ConvertTo-Json -Depth 3',
  ],
  'src/engine/gpu/dawn.ts': ['Vulkan', 'OpenGL ES', 'Metal'],
  'src/engine/native/cores.ts': ['void *'],
  'src/gpu/gpuDevice.ts': [
    ...['wall time', 'timestamp queries', 'unnamed GPU'],
    '@group(0) @binding(0) var<storage, read_write> x: array<f32>;\n@compute @workgroup_size(64)\nfn work(@builtin(global_invocation_id) at: vec3<u32>) {\n  var sum = x[at.x];\n  for (var i = 0u; i < 4000u; i++) { sum = sum * 0.5 + 1.0; }\n  x[at.x] = sum;\n}\n',
  ],
};

/** The environment variable by which an engine is told the file of its translations; without it the engine speaks English. */
export const TRANSLATIONS_VARIABLE = 'MATMUL_PROFILER_TRANSLATIONS';

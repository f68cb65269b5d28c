/** What runs kernels, a thread or a process, stopped in the middle of a run; the row that ran is to blame for it. */
export class ExecutorLostError extends Error {}

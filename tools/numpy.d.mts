/** A Python that has numpy, installed where that can be done; rejects with what to do where it cannot. */
export function pythonWithNumpy(): Promise<string>;

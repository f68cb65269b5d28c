/** Resolves to the path of each version's binary: major version → path. Those that npm lacks for this platform are left out. */
export function installNodes(): Promise<ReadonlyMap<number, string>>;

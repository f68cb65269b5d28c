export declare const COMPARE_SCRIPT: string;
export declare const COMPARE_PYTHON: string;
export declare function ensureBenchmarkTools(): Promise<void>;
export declare function hasBenchmarkTools(): boolean;

export declare const SWIFTSHADER: string;
export declare function ensureSoftwareGpus(): Promise<void>;

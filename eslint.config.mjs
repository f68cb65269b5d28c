import tseslint from 'typescript-eslint';

/** A module imports only from below it: webview, host and cli → shared → core; engine → gpu → shared. */
const layers = {
  core: [
    '**/engine/**',
    '**/host/**',
    '**/webview/**',
    '**/shared/**',
    '**/cli/**',
    'vscode',
    'node:*',
    'vscode-jsonrpc*',
  ],
  gpu: ['**/engine/**', '**/host/**', '**/webview/**', '**/cli/**', 'vscode', 'node:*'],
  shared: ['**/host/**', '**/webview/**', '**/cli/**', 'vscode'],
  engine: ['**/host/**', '**/webview/**', '**/cli/**', 'vscode'],
  host: ['**/webview/**', '**/cli/**', '**/engine/**'],
  cli: ['**/webview/**', '**/host/**', '**/engine/**', 'vscode'],
  webview: ['**/host/**', '**/cli/**', '**/engine/**', 'vscode', 'node:*'],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '**/*.mjs', '**/*.cjs', '**/*.mts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'src/webview/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Kernels index typed arrays all the time, so that indexed access is not checked by the compiler; elsewhere the
      // check for `undefined` must then be allowed to stand.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }],
      eqeqeq: 'error',
    },
  },
  ...Object.entries(layers).map(([folder, group]) => ({
    files: [`src/${folder}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group, message: `src/${folder} may not import from there (see README, Architecture).` }] },
      ],
    },
  })),
);

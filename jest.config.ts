import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
  },
  testTimeout: 20_000,
  maxWorkers: 2,
  // Modules of a finished test file are not given back while its worker lives.
  workerIdleMemoryLimit: '1500MB',
};

export default config;

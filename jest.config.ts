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
  // One after the other: many tests start whole gateways and clients, and a starved client proves nothing. A worker of its own,
  // because modules of a finished test file are not given back while their process lives.
  maxWorkers: 1,
  workerIdleMemoryLimit: '1500MB',
};

export default config;

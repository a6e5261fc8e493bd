import { once } from 'node:events';
import { createServer } from 'node:net';
import { choosePort } from '../../../src/cli/choose-port.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createDataDir } from './run-c360.ts';

const config = loadConfig({ cwd: createDataDir(), env: {} });

describe('the port of the demo', () => {
  it('is any free one, and said to be, when the usual one is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const told: string[] = [];
    const terminal = { ...createTerminal(), tell: (line: string) => void told.push(line) };

    await expect(choosePort({ ...config, port, isDefaultPort: true }, terminal)).resolves.toBe(0);
    expect(told).toEqual([`Port ${port} is in use; taking a free one. Ask for a certain one with --port.`]);

    other.close();
    await once(other, 'close');
    await expect(choosePort({ ...config, port, isDefaultPort: true }, terminal)).resolves.toBe(port);
  });
});

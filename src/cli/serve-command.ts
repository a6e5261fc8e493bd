import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 serve                              with c360.config.yaml and C360_… variables
  $ c360 serve --port 8080 --host 0.0.0.0
  $ c360 serve --workers auto               one process per processor
  $ C360_REDIS_URL=redis://cache c360 serve

A first start also needs: c360 identity sync (who is who) and c360 keys create (who may call). Sources that are not at
public addresses need leave: C360_OUTBOUND_ALLOW=127.0.0.1 for this machine, 10.1.0.0/16 for a network.
Stops on SIGTERM or Ctrl-C when the requests in flight are answered.`;

export function createServeCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('Run the gateway over the source systems that connectors/ describes.')
    .option('--port <number>', 'port to listen on; 0 takes any free one')
    .option('--host <address>', 'address to listen on; 0.0.0.0 to be reachable from elsewhere')
    .option('--workers <number>', 'processes that share the port; auto for one per processor')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: { port?: string; host?: string; workers?: string }) => {
      const { loadSetup } = await import('./load-setup.ts');
      const { config, logger } = loadSetup({ ...flags });
      const { serve, toConsole } = await import('../main.ts');
      process.exitCode = await serve({
        config,
        logger,
        env: process.env,
        console: toConsole(config),
        onReady: ({ url }) => terminal.print(`${url}/graphql`),
      });
    });
}

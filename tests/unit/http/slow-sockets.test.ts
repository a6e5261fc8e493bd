import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HEADERS, startFixtureGateway } from './start-fixture-gateway.ts';

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: gateway\r\n';
const WHOLE_HEAD = `${HEAD}authorization: ${HEADERS.authorization}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;

/** 500 that never finish their headers and 500 that never finish their body, a byte every second. */
function openSlowSockets(port: number): {
  sockets: Socket[];
  isOver: () => boolean;
  closed: () => number;
  stop: () => void;
} {
  let closed = 0;
  const sockets = Array.from({ length: 1_000 }, (_, index) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.write(index % 2 === 0 ? `${HEAD}x-slow: ` : `${WHOLE_HEAD}{`));
    return socket
      .on('error', () => socket.destroy())
      .once('close', () => (closed += 1))
      .resume();
  });
  const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('a')), 1_000);
  return {
    sockets,
    isOver: () => closed === sockets.length,
    closed: () => closed,
    stop: () => {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}

it('closes 1,000 slow sockets and answers every good request meanwhile', async () => {
  const gateway = await startFixtureGateway();
  const slow = openSlowSockets(gateway.port);
  const statuses: number[] = [];
  for (let round = 0; round < 150 && !slow.isOver(); round += 1) {
    const response = await fetch(gateway.graphql, { method: 'POST', headers: HEADERS, body: '{"query":"{ hello }"}' });
    statuses.push(response.status);
    await response.body?.cancel();
    await sleep(100);
  }
  const closed = slow.closed();
  slow.stop();
  await gateway.stop();
  expect(closed).toBe(1_000);
  expect(new Set(statuses)).toEqual(new Set([200]));
}, 30_000);

// A TCP connection with a delay, as the far TURN server has one. Started with fork(): address, port, port that it leads to,
// delay of each direction in ms. Says `{ready: true}` when it listens.
import { connect, createServer } from 'node:net';

const [address, port, to, delay] = [process.argv[2], ...process.argv.slice(3).map(Number)];

/** Bytes arrive later, in the same order: timers of equal length fire in the order in which they were set. */
function pass(from, target) {
  from.setNoDelay(true);
  const later = (act) => setTimeout(() => target.destroyed || act(), delay);
  from.on('data', (data) => later(() => target.write(data)));
  from.on('end', () => later(() => target.end()));
  from.on('error', () => target.destroy());
  from.on('close', () => later(() => target.destroy()));
}

const server = createServer((near) => {
  const far = connect(to, address);
  pass(near, far);
  pass(far, near);
});
server.listen(port, address, () => process.send({ ready: true }));
process.on('disconnect', () => process.exit(0));
